using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Kept.Chrome.Fields;

/// <summary>Everything that is wrong on the page, above everything else, each leading to its field. The layouts place it.</summary>
[HtmlTargetElement("kept-errors", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ErrorsTagHelper : KeptTagHelper
{
    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var state = ViewContext.ViewData.ModelState;
        if (state.IsValid)
        {
            output.SuppressOutput();
            return;
        }

        var list = Markup.Tag("ul", "govuk-list govuk-error-summary__list");
        foreach (var (name, entry) in state)
        {
            if (entry.Errors.Count > 0)
            {
                list.InnerHtml.AppendHtml(Markup.Tag("li", "", Line(name, entry)));
            }
        }

        Replace(output, Markup.Tag(
            "div", "govuk-error-summary",
            Markup.Tag(
                "div", "", Markup.Tag("h2", "govuk-error-summary__title", Words["chrome.problem"]),
                Markup.Tag("div", "govuk-error-summary__body", list)).With("role", "alert"))
            .With("data-module", "govuk-error-summary"));
    }

    private static IHtmlContent Line(string name, ModelStateEntry entry) => name.Length == 0
        ? Markup.Text(entry.Errors[0].ErrorMessage)
        : Markup.Tag("a", "", entry.Errors[0].ErrorMessage).With("href", "#" + FieldTagHelper.IdOf(name));
}
