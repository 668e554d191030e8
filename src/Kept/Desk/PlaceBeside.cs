using Kept.Catalogue;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Texts;

namespace Kept.Desk;

/// <summary>What a place says beyond a title that already names most of it.</summary>
internal static class PlaceBeside
{
    /// <summary>Titles are cut where they are long: this much of a part is enough to know it again.</summary>
    private const int Enough = 30;

    /// <summary>The place; a service that asks for none but must know the address, as that of a bin, is about that address.</summary>
    /// <param name="home">The address of the reporter, which nobody but staff may read.</param>
    public static string Where(Service service, Place place, string? home, Words words) => place.IsKnown
        ? AnswerWords.Of(place, words)
        : service is { PlaceQuestion: null, Details.Address: Need.Required } ? home ?? "" : "";

    /// <summary>Null when the title says it all.</summary>
    public static string? Of(string title, string place)
    {
        var parts = place.Split("; ").Where(part => part.Length > 0
            && !title.Contains(part[..Math.Min(part.Length, Enough)], StringComparison.OrdinalIgnoreCase));
        var left = string.Join("; ", parts);
        return left.Length == 0 ? null : left;
    }
}
