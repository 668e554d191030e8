using System.Text;

namespace Kept.Files.Documents;

/// <summary>Tells which kind of office document an archive is, that it holds no macros, and that it unpacks to a bearable size.</summary>
internal static class PackedDocument
{
    private const int LongestContentTypes = 1024 * 1024;

    /// <returns>Null for any other archive.</returns>
    public static FileKind? Recognise(ZipDirectory directory)
    {
        var first = directory.Entries[0];
        if (first is { Name: "mimetype", IsStored: true })
        {
            return first.Packed.Span.SequenceEqual("application/vnd.oasis.opendocument.text"u8) ? FileKind.Odt : null;
        }
        var types = directory.Entries.FirstOrDefault(entry => entry.Name == "[Content_Types].xml");
        if (types is null || directory.Entries.All(entry => entry.Name != "word/document.xml"))
        {
            return null;
        }
        var text = types.IsStored ? types.Packed.ToArray() : Inflate.Deflate(types.Packed, LongestContentTypes) ?? [];
        return Encoding.UTF8.GetString(text).Contains("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", StringComparison.OrdinalIgnoreCase)
            ? FileKind.Docx
            : null;
    }

    public static bool HasMacros(ZipDirectory directory) => directory.Entries.Any(IsMacro);

    /// <summary>Unpacks all entries to nowhere, as sizes in an archive may lie.</summary>
    /// <returns>The rule that is broken, or null.</returns>
    public static FileRefusal? Measure(ZipDirectory directory, long limit)
    {
        if (directory.Entries.Sum(entry => entry.UnpackedLength) > limit)
        {
            return FileRefusal.UnpacksTooBig;
        }
        foreach (var entry in directory.Entries)
        {
            var length = entry.IsStored ? entry.Packed.Length : Inflate.Measure(entry.Packed, entry.UnpackedLength);
            if (length != entry.UnpackedLength)
            {
                return FileRefusal.Damaged;
            }
        }
        return null;
    }

    private static bool IsMacro(ZipEntry entry) =>
        entry.Name.Contains("vbaProject", StringComparison.OrdinalIgnoreCase)
        || entry.Name.StartsWith("word/activeX", StringComparison.OrdinalIgnoreCase)
        || entry.Name.StartsWith("Basic/", StringComparison.OrdinalIgnoreCase)
        || entry.Name.StartsWith("Scripts/", StringComparison.OrdinalIgnoreCase);
}
