using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Kept.Chrome.Components;

/// <summary>
/// A button that sends the form it stands in, or with <c>href</c> a link that looks like one. Attributes such as
/// <c>name</c>, <c>value</c> and <c>formaction</c> are written as on a button.
/// </summary>
[HtmlTargetElement("kept-button")]
public sealed class ButtonTagHelper : KeptTagHelper
{
    public string? Href { get; set; }

    /// <summary>"primary" (one on a page), "secondary" or "warning" (what cannot be undone).</summary>
    public string Kind { get; set; } = "primary";

    /// <summary>A second press within a second does nothing; set it to false where pressing twice means something.</summary>
    public bool Once { get; set; } = true;

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        var classes = "govuk-button" + (Kind == "primary" ? "" : " govuk-button--" + Kind);
        var made = Href is null
            ? Markup.Tag("button", classes, content).With("type", "submit").With("data-prevent-double-click", Once ? "true" : null)
            : Markup.Tag("a", classes, content).With("href", Href).With("role", "button").With("draggable", "false");
        Replace(output, made.With("data-module", "govuk-button"));
    }
}
