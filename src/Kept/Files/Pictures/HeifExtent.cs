namespace Kept.Files.Pictures;

/// <summary>A stretch of bytes that belongs to an item.</summary>
/// <param name="InsideMeta">Counted from the start of the small data box in the description, not of the file.</param>
internal readonly record struct HeifExtent(uint Item, bool InsideMeta, long Start, long Length)
{
    /// <summary>Phones cut a large picture into some hundred tiles.</summary>
    private const int MaxExtents = 10_000;

    /// <returns>Null where the list is broken, or points into other files or into other items.</returns>
    public static List<HeifExtent>? ReadAll(byte[] content, HeifBox list)
    {
        var cursor = new ByteCursor(content.AsMemory(list.Body, list.Length));
        if (!cursor.TryByte(out var version) || version > 2 || !cursor.TrySkip(3) || !cursor.TryByte(out var sizes) || !cursor.TryByte(out var more))
        {
            return null;
        }
        var layout = new Layout(version, sizes >> 4, sizes & 15, more >> 4, version == 0 ? 0 : more & 15);
        if (!layout.IsValid || !cursor.TryNumber(version == 2 ? 4 : 2, out var count))
        {
            return null;
        }
        var extents = new List<HeifExtent>();
        for (var i = 0ul; i < count; i++)
        {
            if (!TryReadItem(cursor, layout, extents))
            {
                return null;
            }
        }
        return extents;
    }

    private static bool TryReadItem(ByteCursor cursor, Layout layout, List<HeifExtent> extents)
    {
        var method = 0ul;
        if (!cursor.TryNumber(layout.Version == 2 ? 4 : 2, out var item)
            || (layout.Version > 0 && !cursor.TryNumber(2, out method))
            || (method & 15) > 1
            || !cursor.TryUInt16(out var otherFile) || otherFile != 0
            || !cursor.TryNumber(layout.Base, out var first)
            || !cursor.TryUInt16(out var count))
        {
            return false;
        }
        for (var i = 0; i < count; i++)
        {
            // Without a length an extent would be the whole file.
            if (!cursor.TrySkip(layout.Index) || !cursor.TryNumber(layout.Offset, out var offset) || !cursor.TryNumber(layout.Length, out var length)
                || length is 0 or > int.MaxValue || first > int.MaxValue || offset > int.MaxValue)
            {
                return false;
            }
            extents.Add(new HeifExtent((uint)item, (method & 15) == 1, (long)(first + offset), (long)length));
            if (extents.Count > MaxExtents)
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>How many bytes each number of the list takes.</summary>
    private readonly record struct Layout(byte Version, int Offset, int Length, int Base, int Index)
    {
        public bool IsValid => Offset is 0 or 4 or 8 && Length is 0 or 4 or 8 && Base is 0 or 4 or 8 && Index is 0 or 4 or 8;
    }
}
