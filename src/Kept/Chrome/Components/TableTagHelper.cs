using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Kept.Chrome.Components;

/// <summary>
/// A table: plain <c>thead</c>, <c>tbody</c>, <c>tr</c>, <c>th scope</c> and <c>td</c> stand inside; numbers take the
/// class <c>kept-number</c>. On a narrow screen it scrolls by itself, also with the keyboard, and the page does not; or, with
/// <c>stacked</c>, each row becomes a block of its own, and each cell names its column in <c>data-label</c>.
/// </summary>
[HtmlTargetElement("kept-table")]
public sealed class TableTagHelper : KeptTagHelper
{
    /// <summary>What the table shows; always read out.</summary>
    public string Caption { get; set; } = "";

    public bool HideCaption { get; set; }

    /// <summary>For tables of words rather than numbers: rows are read one by one, so nobody has to see two columns at once.</summary>
    public bool Stacked { get; set; }

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        var caption = Markup.Tag("caption", HideCaption ? "govuk-visually-hidden" : "govuk-table__caption govuk-table__caption--m", Caption);
        var table = Markup.Tag("table", Stacked ? "govuk-table kept-table kept-table--stacked" : "govuk-table kept-table", caption, content);
        Replace(output, Markup.Tag("div", "kept-table-scroll", table)
            .With("role", "region").With("aria-label", Caption).With("tabindex", "0"));
    }
}
