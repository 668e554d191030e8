using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Kept.Chrome.Components;

/// <summary>What was answered, row by row: <c>&lt;kept-summary&gt;&lt;kept-row key="…" href="…"&gt;value&lt;/kept-row&gt;…</c>.</summary>
[HtmlTargetElement("kept-summary")]
public sealed class SummaryListTagHelper : KeptTagHelper
{
    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output) =>
        Replace(output, Markup.Tag("dl", "govuk-summary-list", await output.GetChildContentAsync()));
}

/// <summary>One row; with <c>href</c> it can be changed there.</summary>
[HtmlTargetElement("kept-row")]
public sealed class SummaryRowTagHelper : KeptTagHelper
{
    public string Key { get; set; } = "";

    public string? Href { get; set; }

    /// <summary>"Change" where the page says nothing else.</summary>
    public string? Action { get; set; }

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        var action = Href is null
            ? null
            : Markup.Tag("dd", "govuk-summary-list__actions", Markup.Tag("a", "govuk-link", Markup.Text(Action ?? Words["chrome.change"]), Markup.Hidden(" " + Key)).With("href", Href));
        Replace(output, Markup.Tag(
            "div", "govuk-summary-list__row" + (Href is null ? " govuk-summary-list__row--no-actions" : ""),
            Markup.Tag("dt", "govuk-summary-list__key", Key),
            Markup.Tag("dd", "govuk-summary-list__value", content),
            action));
    }
}
