using Microsoft.AspNetCore.Html;

namespace Kept.Chrome.Fields;

/// <summary>One of the answers that can be chosen.</summary>
/// <param name="Label">In the language of the page.</param>
public sealed record Option(string Value, string Label, string? Hint = null)
{
    /// <summary>What is asked further; shown once this is chosen, which the stylesheet sees to.</summary>
    public IHtmlContent? Then { get; init; }

    /// <summary>Chosen as long as nothing was posted, for choices that are not bound to a model.</summary>
    public bool Chosen { get; init; }

    /// <summary>Stands below the others after "or", and excludes them ("None of these").</summary>
    public bool Alone { get; init; }
}
