using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Kept.Chrome.Components;

/// <summary>What was achieved, in large words; its title is the heading of the page.</summary>
[HtmlTargetElement("kept-panel")]
public sealed class PanelTagHelper : KeptTagHelper
{
    public string Title { get; set; } = "";

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        SuggestTitle(Title);
        Replace(output, Markup.Tag(
            "div", "govuk-panel govuk-panel--confirmation",
            Markup.Tag("h1", "govuk-panel__title", Title),
            content.IsEmptyOrWhiteSpace ? null : Markup.Tag("div", "govuk-panel__body", content)));
    }
}
