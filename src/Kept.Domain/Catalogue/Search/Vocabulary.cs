namespace Kept.Domain.Catalogue.Search;

/// <summary>All known words with an index of three-letter pieces, which finds the few that a typed word may be like.</summary>
internal sealed class Vocabulary
{
    private readonly List<string> words = [];
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<(char, char, char), List<int>> pieces = [];

    public int Count => words.Count;

    /// <summary>The word's number, given to it when it is first seen.</summary>
    public int Add(string word)
    {
        if (numbers.TryGetValue(word, out var known))
        {
            return known;
        }

        var number = words.Count;
        words.Add(word);
        numbers.Add(word, number);
        foreach (var piece in PiecesOf(word).Distinct())
        {
            (pieces.TryGetValue(piece, out var list) ? list : pieces[piece] = []).Add(number);
        }

        return number;
    }

    /// <summary>The words that the typed word is like, and how much.</summary>
    public List<(int Word, double Likeness)> Like(string typed)
    {
        var seen = new HashSet<int>();
        var like = new List<(int, double)>();
        foreach (var piece in PiecesOf(typed))
        {
            foreach (var number in pieces.GetValueOrDefault(piece) ?? [])
            {
                if (seen.Add(number) && WordLikeness.Of(typed, words[number]) is > 0 and var likeness)
                {
                    like.Add((number, likeness));
                }
            }
        }

        return like;
    }

    /// <summary>With a mark before and behind, so that beginnings, endings and short words have pieces of their own.</summary>
    private static IEnumerable<(char, char, char)> PiecesOf(string word)
    {
        for (var i = -1; i < word.Length - 1; i++)
        {
            yield return (i < 0 ? '^' : word[i], word[i + 1], i + 2 < word.Length ? word[i + 2] : '$');
        }
    }
}
