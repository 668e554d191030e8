using System.Buffers.Binary;

namespace Kept.Files.Pictures;

/// <summary>The description inside a HEIC file: which items there are, where their bytes lie, and what is known of them.</summary>
internal static class HeifMeta
{
    private const int FullBoxHeader = 4;

    private static readonly HashSet<string> KeptBoxes = ["hdlr", "pitm", "iinf", "iloc", "iref", "iprp", "idat", "dinf", "grpl"];

    private static readonly HashSet<string> KeptProperties =
    [
        "ispe", "hvcC", "lhvC", "avcC", "av1C", "jpgC", "colr", "pixi", "pasp", "irot", "imir", "clap", "auxC",
        "clli", "mdcv", "cclv", "amve", "oinf", "tols", "lsel", "rloc",
    ];

    /// <summary>Strips the copy in place.</summary>
    /// <returns>The size of the largest picture inside, and where the last item ends; null where something does not add up.</returns>
    public static (PictureSize Size, int End)? TryClean(byte[] content, HeifBox meta, List<HeifBox> dataAreas)
    {
        if (meta.Length < FullBoxHeader)
        {
            return null;
        }
        var boxes = HeifBox.ReadAll(content, meta.Body + FullBoxHeader, meta.End, out var complete);
        if (!complete || Single(boxes, "iinf") is not { } names || Single(boxes, "iloc") is not { } places || Single(boxes, "iprp") is not { } properties)
        {
            return null;
        }
        foreach (var box in boxes.Where(box => !KeptBoxes.Contains(box.Type)))
        {
            box.Blank(content);
        }
        var items = HeifItem.ReadAll(content, names);
        var extents = HeifExtent.ReadAll(content, places);
        var size = CleanProperties(content, properties);
        if (items is null || extents is null || size is not { } largest || !items.Values.Any(item => item.IsPicture))
        {
            return null;
        }
        var areas = new HeifDataAreas(content, dataAreas, Single(boxes, "idat"));
        return areas.TryClean(items, extents, out var end) ? (largest, end) : null;
    }

    private static HeifBox? Single(List<HeifBox> boxes, string type)
    {
        var found = boxes.FindAll(box => box.Type == type);
        return found.Count == 1 ? found[0] : null;
    }

    private static PictureSize? CleanProperties(byte[] content, HeifBox properties)
    {
        var parts = HeifBox.ReadAll(content, properties.Body, properties.End, out var complete);
        if (!complete || Single(parts, "ipco") is not { } container || parts.Exists(part => part.Type is not ("ipco" or "ipma")))
        {
            return null;
        }
        var largest = new PictureSize(0, 0);
        foreach (var property in HeifBox.ReadAll(content, container.Body, container.End, out complete))
        {
            if (property.Type == "ispe")
            {
                if (property.Length < FullBoxHeader + 8)
                {
                    return null;
                }
                var width = BinaryPrimitives.ReadUInt32BigEndian(content.AsSpan(property.Body + FullBoxHeader));
                var height = BinaryPrimitives.ReadUInt32BigEndian(content.AsSpan(property.Body + FullBoxHeader + 4));
                var size = new PictureSize((int)Math.Min(width, int.MaxValue), (int)Math.Min(height, int.MaxValue));
                largest = size.Pixels > largest.Pixels ? size : largest;
            }
            else if (!KeptProperties.Contains(property.Type))
            {
                property.Blank(content);
            }
        }
        return complete && largest.Pixels > 0 ? largest : null;
    }
}
