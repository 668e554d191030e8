using Kept.Domain.Catalogue;

namespace Kept.Domain.Promises;

/// <summary>How a promise of an agent's own is said. Both sentences have a place for {date}.</summary>
/// <param name="WithWords">With the words of the agent: "By {date}: {words}".</param>
/// <param name="Unsaid">Where those words are not known: "By {date} we will have done what we promised you."</param>
public sealed record OwnPromises(LocalText WithWords, LocalText Unsaid)
{
    public const string WordsPlace = "{words}";
}
