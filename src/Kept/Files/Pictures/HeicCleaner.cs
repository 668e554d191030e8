namespace Kept.Files.Pictures;

/// <summary>
/// Blanks everything in a HEIC file that is not needed to draw its pictures: Exif and XMP items, descriptions, boxes we do not
/// know, videos, and every byte of the data area that no kept item points at. Nothing is moved, so all offsets hold.
/// </summary>
internal static class HeicCleaner
{
    /// <summary>Cameras write one; more only cost time.</summary>
    private const int MaxDataAreas = 16;

    private static readonly string[] HeicBrands = ["heic", "heix", "heim", "heis"];

    public static bool HasHeicBrand(ReadOnlySpan<byte> content)
    {
        if (!HeifBox.TryRead(content, 0, content.Length, out var type) || type.Type != "ftyp" || type.End - type.Body < 8 || type.End > 4096)
        {
            return false;
        }
        for (var at = type.Body; at + 4 <= type.End; at += 4)
        {
            // The second four bytes are a version, not a brand.
            if (at != type.Body + 4 && HeicBrands.Contains(HeifBox.Name(content, at)))
            {
                return true;
            }
        }
        return false;
    }

    /// <returns>Null where the file breaks the format, or uses parts of it that we cannot search for private data.</returns>
    public static CleanPicture? Clean(ReadOnlyMemory<byte> source)
    {
        var boxes = HeifBox.ReadAll(source.Span, 0, source.Length, out _);
        var areas = boxes.FindAll(box => box.Type == "mdat");
        if (boxes.Count(box => box.Type == "meta") != 1 || areas.Count > MaxDataAreas)
        {
            return null;
        }
        var content = source.ToArray();
        foreach (var box in boxes.Where((box, index) => box.Type is not ("meta" or "mdat") && index > 0))
        {
            box.Blank(content);
        }
        var meta = boxes.Single(box => box.Type == "meta");
        if (HeifMeta.TryClean(content, meta, areas) is not { } cleaned)
        {
            return null;
        }
        var end = boxes.First(box => box.End >= Math.Max(meta.End, cleaned.End)).End;
        return new CleanPicture(content[..end], cleaned.Size);
    }
}
