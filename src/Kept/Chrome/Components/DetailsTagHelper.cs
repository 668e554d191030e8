using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Kept.Chrome.Components;

/// <summary>Something folded away under a line of words; opens without script.</summary>
[HtmlTargetElement("kept-details")]
public sealed class DetailsTagHelper : KeptTagHelper
{
    public string Summary { get; set; } = "";

    public bool Open { get; set; }

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        var summary = Markup.Tag("summary", "govuk-details__summary", Markup.Tag("span", "govuk-details__summary-text", Summary));
        Replace(output, Markup.Tag("details", "govuk-details", summary, Markup.Tag("div", "govuk-details__text", content)).WithFlag("open", Open));
    }
}
