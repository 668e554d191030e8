using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Kept.Chrome.Components;

/// <summary>Style and script of a bundle that only some pages need, such as "map" or "place"; to stand in the section Head.</summary>
[HtmlTargetElement("kept-assets", TagStructure = TagStructure.WithoutEndTag)]
public sealed class AssetsTagHelper : KeptTagHelper
{
    public string Name { get; set; } = "";

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var assets = ViewContext.HttpContext.RequestServices.GetRequiredService<AssetManifest>();
        output.TagName = null;
        if (assets.Has(Name + ".css"))
        {
            var style = Markup.Tag("link", "").With("rel", "stylesheet").With("href", assets.PathOf(Name + ".css"));
            style.TagRenderMode = Microsoft.AspNetCore.Mvc.Rendering.TagRenderMode.SelfClosing;
            output.Content.AppendHtml(style);
        }

        if (assets.Has(Name + ".js"))
        {
            output.Content.AppendHtml(Markup.Tag("script", "").With("type", "module").With("src", assets.PathOf(Name + ".js")));
        }
    }
}
