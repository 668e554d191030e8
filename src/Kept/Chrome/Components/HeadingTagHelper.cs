using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Kept.Chrome.Components;

/// <summary>The heading of the page, which is its title too unless the page has set <c>ViewData["Title"]</c>.</summary>
[HtmlTargetElement("kept-heading")]
public sealed class HeadingTagHelper : KeptTagHelper
{
    /// <summary>"xl", "l" or "m".</summary>
    public string Size { get; set; } = "l";

    /// <summary>What this is a part of, small above the heading ("Question 2 of 5").</summary>
    public string? Caption { get; set; }

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        using var text = new StringWriter();
        content.WriteTo(text, System.Text.Encodings.Web.HtmlEncoder.Default);
        SuggestTitle(System.Net.WebUtility.HtmlDecode(text.ToString()).Trim());
        var heading = Markup.Tag(
            "h1", "govuk-heading-" + Size,
            Caption is null ? null : Markup.Tag("span", "govuk-caption-" + Size, Caption), content);
        Replace(output, heading);
    }
}
