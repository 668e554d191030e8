using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Kept.Chrome.Components;

/// <summary>
/// A table: plain <c>thead</c>, <c>tbody</c>, <c>tr</c>, <c>th scope</c> and <c>td</c> stand inside; numbers take the
/// class <c>kept-number</c>. On a narrow screen it scrolls by itself, also with the keyboard, and the page does not.
/// </summary>
[HtmlTargetElement("kept-table")]
public sealed class TableTagHelper : KeptTagHelper
{
    /// <summary>What the table shows; always read out.</summary>
    public string Caption { get; set; } = "";

    public bool HideCaption { get; set; }

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        var caption = Markup.Tag("caption", HideCaption ? "govuk-visually-hidden" : "govuk-table__caption govuk-table__caption--m", Caption);
        Replace(output, Markup.Tag("div", "kept-table-scroll", Markup.Tag("table", "govuk-table kept-table", caption, content))
            .With("role", "region").With("aria-label", Caption).With("tabindex", "0"));
    }
}
