namespace Kept.Domain.Catalogue.Search;

/// <summary>How much a word that was typed is like a word that we know.</summary>
internal static class WordLikeness
{
    public const double Same = 1;

    /// <summary>From here on the two are taken to mean the same.</summary>
    public const double Sure = 0.6;

    /// <summary>1 for the same word, less for another ending, a longer word, a part of a compound, a typing mistake; 0 for none.</summary>
    public static double Of(string typed, string known)
    {
        if (typed == known)
        {
            return Same;
        }

        var shared = typed.AsSpan().CommonPrefixLength(known);
        var (shorter, longer) = typed.Length < known.Length ? (typed.Length, known.Length) : (known.Length, typed.Length);
        return Math.Max(Ending(shared, shorter, longer, typed, known), Mistyped(typed, known, shorter));
    }

    /// <summary>Another ending ("rupe", "rupa"; "kukát", "kuka") or the beginning or end of a compound ("Kühlschrank").</summary>
    private static double Ending(int shared, int shorter, int longer, string typed, string known)
    {
        if (shared >= 3 && shorter <= 5 && shorter - shared <= 1 && longer - shared <= 2)
        {
            return 0.75;
        }

        if (shared >= 4 && shared >= 0.6 * longer && shorter - shared <= 3)
        {
            return 0.8;
        }

        return shared == shorter && shorter >= 4 ? (typed.Length < known.Length ? 0.65 : 0.55)
            : shorter >= 5 && (known.EndsWith(typed, StringComparison.Ordinal) || typed.EndsWith(known, StringComparison.Ordinal)) ? 0.5
            : shorter >= 6 && (known.Contains(typed, StringComparison.Ordinal) || typed.Contains(known, StringComparison.Ordinal)) ? 0.45
            : 0;
    }

    private static double Mistyped(string typed, string known, int shorter)
    {
        var allowed = shorter >= 8 ? 2 : shorter >= 4 ? 1 : 0;
        if (allowed == 0 || (typed[0] != known[0] && shorter < 6))
        {
            return 0;
        }

        return EditDistance.Between(typed, known, allowed) switch
        {
            1 => 0.65,
            2 when allowed == 2 => 0.5,
            _ => 0,
        };
    }
}
