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
        foreach (var (name, words) in Lines(state))
        {
            list.InnerHtml.AppendHtml(Markup.Tag("li", "", name.Length == 0
                ? Markup.Text(words)
                : Markup.Tag("a", "", words).With("href", "#" + FieldTagHelper.IdOf(name))));
        }

        Replace(output, Markup.Tag(
            "div", "govuk-error-summary",
            Markup.Tag(
                "div", "", Markup.Tag("h2", "govuk-error-summary__title", Words["chrome.problem"]),
                Markup.Tag("div", "govuk-error-summary__body", list)).With("role", "alert"))
            .With("data-module", "govuk-error-summary"));
    }

    /// <summary>The message of each field; where several fields have the same, each is named before it.</summary>
    private IEnumerable<(string Name, string Words)> Lines(ModelStateDictionary state)
    {
        var labels = FieldTagHelper.LabelsOf(ViewContext.HttpContext);
        return state.Where(entry => entry.Value?.Errors.Count > 0)
            .Select(entry => (Name: entry.Key, Words: entry.Value!.Errors[0].ErrorMessage))
            .GroupBy(line => line.Words)
            .SelectMany(same => same.Count() == 1
                ? same
                : same.Select(line => labels.TryGetValue(line.Name, out var label) && label.Length > 0
                    ? (line.Name, $"{label}: {line.Words}")
                    : line));
    }
}
