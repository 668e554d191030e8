using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Kept.Chrome.Fields;

/// <summary>One of many, as a list that opens: for agents, and where radios would fill more than a screen.</summary>
[HtmlTargetElement("kept-select", TagStructure = TagStructure.WithoutEndTag)]
public sealed class SelectTagHelper : FieldTagHelper
{
    public IEnumerable<Option> Options { get; set; } = [];

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var select = Markup.Tag("select", "govuk-select" + (Error is null ? "" : " govuk-select--error"))
            .With("id", Id).With("name", FieldName)
            .With("aria-describedby", DescribedBy()).With("aria-invalid", Error is null ? null : "true");
        var current = CurrentValue;
        foreach (var option in Options)
        {
            select.InnerHtml.AppendHtml(Markup.Tag("option", "", option.Label)
                .With("value", option.Value)
                .WithFlag("selected", current is { Length: > 0 } ? current == option.Value : option.Chosen));
        }

        Write(output, "", LabelPart(), HintPart(), ErrorPart(), select);
    }
}
