using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Kept.Chrome;

/// <summary>HTML in the few words the tag helpers need.</summary>
internal static class Markup
{
    public static TagBuilder Tag(string name, string classes, params IHtmlContent?[] content)
    {
        var tag = new TagBuilder(name);
        if (classes.Length > 0)
        {
            tag.Attributes["class"] = classes;
        }

        foreach (var part in content)
        {
            if (part is not null)
            {
                tag.InnerHtml.AppendHtml(part);
            }
        }

        return tag;
    }

    public static TagBuilder Tag(string name, string classes, string text)
    {
        var tag = Tag(name, classes);
        tag.InnerHtml.Append(text);
        return tag;
    }

    public static TagBuilder Input(string classes, string type, string id, string name, string? value)
    {
        var tag = Tag("input", classes).With("id", id).With("name", name).With("type", type).With("value", value);
        tag.TagRenderMode = TagRenderMode.SelfClosing;
        return tag;
    }

    /// <summary>Sets the attribute, or leaves it out where the value is null.</summary>
    public static TagBuilder With(this TagBuilder tag, string attribute, string? value)
    {
        if (value is not null)
        {
            tag.Attributes[attribute] = value;
        }

        return tag;
    }

    /// <summary>An attribute that stands without a value.</summary>
    public static TagBuilder WithFlag(this TagBuilder tag, string attribute, bool set) => tag.With(attribute, set ? "" : null);

    public static IHtmlContent Hidden(string text) => Tag("span", "govuk-visually-hidden", text);

    public static IHtmlContent All(params IHtmlContent?[] parts)
    {
        var all = new HtmlContentBuilder();
        foreach (var part in parts)
        {
            if (part is not null)
            {
                all.AppendHtml(part);
            }
        }

        return all;
    }

    public static IHtmlContent Text(string text) => new HtmlContentBuilder().Append(text);
}
