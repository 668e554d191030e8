namespace Kept.Files.Pictures;

/// <summary>The bytes of the items: in the data boxes of the file, or in a small one inside the description.</summary>
internal sealed class HeifDataAreas(byte[] content, List<HeifBox> outer, HeifBox? inner)
{
    /// <summary>Clears every byte that no picture needs.</summary>
    /// <param name="end">Where the last item ends in the file, the cleared ones included: nothing may point beyond the end.</param>
    /// <returns>False where an item points out of the areas, or a picture shares bytes with what must go.</returns>
    public bool TryClean(Dictionary<uint, HeifItem> items, List<HeifExtent> extents, out int end)
    {
        end = 0;
        var kept = new List<Stretch>();
        var dropped = new List<Stretch>();
        foreach (var extent in extents)
        {
            if (Locate(extent) is not { } stretch || !items.TryGetValue(extent.Item, out var item))
            {
                return false;
            }
            (item.IsPicture ? kept : dropped).Add(stretch);
        }
        end = kept.Concat(dropped).Select(stretch => stretch.End).DefaultIfEmpty().Max();
        kept.Sort((a, b) => a.Start.CompareTo(b.Start));
        if (dropped.Exists(gone => Overlaps(kept, gone)))
        {
            return false;
        }
        foreach (var area in inner is { } one ? outer.Append(one) : outer)
        {
            ClearBetween(kept, new Stretch(area.Body, area.End));
        }
        return true;
    }

    private Stretch? Locate(HeifExtent extent)
    {
        if (extent.InsideMeta)
        {
            return inner is { } box && extent.Start + extent.Length <= box.Length
                ? new Stretch(box.Body + (int)extent.Start, box.Body + (int)(extent.Start + extent.Length))
                : null;
        }
        return outer.Exists(box => extent.Start >= box.Body && extent.Start + extent.Length <= box.End)
            ? new Stretch((int)extent.Start, (int)(extent.Start + extent.Length))
            : null;
    }

    private static bool Overlaps(List<Stretch> sorted, Stretch one) => sorted.Exists(other => other.Start < one.End && one.Start < other.End);

    private void ClearBetween(List<Stretch> sorted, Stretch area)
    {
        var from = area.Start;
        foreach (var stretch in sorted.Where(stretch => stretch.Start >= area.Start && stretch.End <= area.End))
        {
            if (stretch.Start > from)
            {
                content.AsSpan(from, stretch.Start - from).Clear();
            }
            from = Math.Max(from, stretch.End);
        }
        content.AsSpan(from, area.End - from).Clear();
    }

    private readonly record struct Stretch(int Start, int End);
}
