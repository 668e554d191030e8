using Kept.Texts;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Kept.Chrome;

/// <summary>
/// A component of ours. Tag helpers have to be public to be found by pages; everything they use stays internal, so the
/// words of the request are taken from the request and not asked for in a constructor.
/// </summary>
public abstract class KeptTagHelper : TagHelper
{
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    private protected Words Words => field ??= ViewContext.HttpContext.RequestServices.GetRequiredService<Words>();

    /// <summary>What the browser shows as the page's name, unless the page has set it.</summary>
    private protected void SuggestTitle(string title) => ViewContext.ViewData["Title"] ??= title;

    /// <summary>Puts the made element in place of the tag, with the attributes that were written on it and mean nothing to us.</summary>
    private protected static void Replace(TagHelperOutput output, TagBuilder made)
    {
        output.TagName = made.TagName;
        output.TagMode = made.TagRenderMode == TagRenderMode.SelfClosing ? TagMode.StartTagOnly : TagMode.StartTagAndEndTag;
        foreach (var (name, value) in made.Attributes)
        {
            if (name == "class" && output.Attributes["class"] is { } written)
            {
                output.Attributes.SetAttribute("class", $"{value} {written.Value}");
            }
            else if (!output.Attributes.ContainsName(name))
            {
                output.Attributes.SetAttribute(name, value);
            }
        }

        output.Content.SetHtmlContent(made.InnerHtml);
    }
}
