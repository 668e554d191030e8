namespace Kept.Files.Pictures;

/// <summary>One item of a HEIC file, as its item information says.</summary>
internal sealed record HeifItem(uint Id, string Type)
{
    /// <summary>Coded pictures, and those put together from others. All else (Exif, XMP, addresses) describes them.</summary>
    public bool IsPicture => Type is "hvc1" or "hev1" or "lhv1" or "avc1" or "av01" or "jpeg" or "grid" or "iovl" or "iden" or "tmap";

    /// <summary>Reads all items, blanks the names that people or programs gave them, and gives those that are no pictures a type that readers pass over.</summary>
    /// <returns>Null where the list is broken, or of a version older than HEIF.</returns>
    public static Dictionary<uint, HeifItem>? ReadAll(byte[] content, HeifBox list)
    {
        var cursor = new ByteCursor(content.AsMemory(list.Body, list.Length));
        if (!cursor.TryByte(out var version) || !cursor.TrySkip(3) || !cursor.TryNumber(version == 0 ? 2 : 4, out var count))
        {
            return null;
        }
        var boxes = HeifBox.ReadAll(content, list.Body + cursor.Position, list.End, out var complete);
        if (!complete || (ulong)boxes.Count != count)
        {
            return null;
        }
        var items = new Dictionary<uint, HeifItem>();
        foreach (var box in boxes)
        {
            if (box.Type != "infe" || Read(content, box) is not { } item || !items.TryAdd(item.Id, item))
            {
                return null;
            }
        }
        return items;
    }

    private static HeifItem? Read(byte[] content, HeifBox box)
    {
        var cursor = new ByteCursor(content.AsMemory(box.Body, box.Length));
        if (!cursor.TryByte(out var version) || version is not (2 or 3) || !cursor.TrySkip(3)
            || !cursor.TryNumber(version == 2 ? 2 : 4, out var id) || !cursor.TrySkip(2) || !cursor.TryTake(4, out var type))
        {
            return null;
        }
        var item = new HeifItem((uint)id, HeifBox.Name(type.Span, 0));
        var rest = box.Body + cursor.Position;
        content.AsSpan(rest, cursor.Left).Clear();
        if (!item.IsPicture)
        {
            "free"u8.CopyTo(content.AsSpan(rest - 4));
        }
        return item;
    }
}
