namespace Kept.Domain.Catalogue.Search;

/// <summary>How many letters have to be typed differently to get from one word to another.</summary>
public static class EditDistance
{
    private const int LongestWord = 64;

    /// <summary>
    /// Insertions, deletions, replacements and neighbours that changed places (optimal string alignment) between two
    /// words; <paramref name="limit"/> + 1 as soon as it is plain that there are more than <paramref name="limit"/>.
    /// </summary>
    public static int Between(ReadOnlySpan<char> one, ReadOnlySpan<char> other, int limit)
    {
        if (Math.Abs(one.Length - other.Length) > limit || one.Length > LongestWord || other.Length > LongestWord)
        {
            return limit + 1;
        }

        Span<int> twoUp = stackalloc int[other.Length + 1];
        Span<int> above = stackalloc int[other.Length + 1];
        Span<int> row = stackalloc int[other.Length + 1];
        for (var column = 0; column <= other.Length; column++)
        {
            above[column] = column;
        }

        for (var i = 1; i <= one.Length; i++)
        {
            row[0] = i;
            var best = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var cost = Math.Min(Math.Min(above[j], row[j - 1]) + 1, above[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    cost = Math.Min(cost, twoUp[j - 2] + 1);
                }

                row[j] = cost;
                best = Math.Min(best, cost);
            }

            if (best > limit)
            {
                return limit + 1;
            }

            var done = twoUp;
            twoUp = above;
            above = row;
            row = done;
        }

        return Math.Min(above[other.Length], limit + 1);
    }
}
