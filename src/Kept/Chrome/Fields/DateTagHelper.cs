using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Kept.Chrome.Fields;

/// <summary>
/// A date one knows by heart, as day, month and year in the order of the language; posted as <c>Name.Day</c>,
/// <c>Name.Month</c> and <c>Name.Year</c>, which bind to <see cref="DateInput"/>. Errors stand under <c>Name</c>.
/// </summary>
[HtmlTargetElement("kept-date", TagStructure = TagStructure.WithoutEndTag)]
public sealed class DateTagHelper : FieldTagHelper
{
    /// <summary>What to show where nothing was posted and <c>for</c> is not used.</summary>
    public DateInput? Date { get; set; }

    /// <summary>A date of birth, which browsers know.</summary>
    public bool Birthday { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var date = Date ?? For?.Model as DateInput;
        var parts = new Dictionary<string, (string? Value, int Width)>(StringComparer.Ordinal)
        {
            ["Day"] = (date?.Day, 2),
            ["Month"] = (date?.Month, 2),
            ["Year"] = (date?.Year, 4),
        };
        var fields = Markup.Tag("div", "govuk-date-input");
        var id = Id;
        foreach (var part in Words["chrome.date.order"].Split(' '))
        {
            fields.InnerHtml.AppendHtml(Part(part, id, parts[part]));
            id = "";
        }

        Write(output, "", Group(fields).With("role", "group"));
    }

    /// <param name="id">The first field has the id of the whole, so that an error summary leads to it.</param>
    private IHtmlContent Part(string part, string id, (string? Value, int Width) known)
    {
        var name = $"{FieldName}.{part}";
        var input = Markup.Input(
                $"govuk-input govuk-date-input__input govuk-input--width-{known.Width}{(Error is null ? "" : " govuk-input--error")}",
                "text", id.Length > 0 ? id : IdOf(name), name, Posted(name) ?? known.Value)
            .With("inputmode", "numeric")
            .With("autocomplete", Birthday ? "bday-" + part.ToLowerInvariant() : "off");
        var label = Markup.Tag("label", "govuk-label govuk-date-input__label", Words["chrome.date." + part.ToLowerInvariant()])
            .With("for", input.Attributes["id"]);
        return Markup.Tag("div", "govuk-date-input__item", Markup.Tag("div", "govuk-form-group", label, input));
    }
}
