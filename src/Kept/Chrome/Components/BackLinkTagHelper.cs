using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Kept.Chrome.Components;

/// <summary>The way back. Wherever it is written in the page, the layout puts it above the main part.</summary>
[HtmlTargetElement("kept-back", TagStructure = TagStructure.WithoutEndTag)]
public sealed class BackLinkTagHelper : KeptTagHelper
{
    public string Href { get; set; } = "/";

    /// <summary>"Back" where the page says nothing else.</summary>
    public string? Text { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ViewContext.ViewData["Back"] = Markup.Tag("a", "govuk-back-link", Text ?? Words["chrome.back"]).With("href", Href);
        output.SuppressOutput();
    }
}
