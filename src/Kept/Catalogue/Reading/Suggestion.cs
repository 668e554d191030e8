using Kept.Domain.Catalogue.Search;

namespace Kept.Catalogue.Reading;

internal static class Suggestion
{
    private const int MostWrongLetters = 3;

    /// <summary>As <see cref="For(string, IEnumerable{string})"/>, and "; " with the other advice when no known name is near.</summary>
    public static string For(string written, IEnumerable<string> known, string otherwise) =>
        For(written, known) is { Length: > 0 } suggestion ? suggestion : "; " + otherwise;

    /// <summary>", did you mean 'title'?", or nothing when no known name is near.</summary>
    public static string For(string written, IEnumerable<string> known)
    {
        var limit = Math.Min(MostWrongLetters, Math.Max(1, written.Length / 3));
        var nearest = known
            .Select(name => (name, distance: EditDistance.Between(written.ToLowerInvariant(), name.ToLowerInvariant(), limit)))
            .Where(candidate => candidate.distance <= limit)
            .OrderBy(candidate => candidate.distance)
            .Select(candidate => candidate.name)
            .FirstOrDefault();
        return nearest is null ? "" : $", did you mean '{nearest}'?";
    }
}
