using System.Globalization;
using Kept.Texts;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Kept.Chrome.Fields;

/// <summary>Several lines of text; with <c>max</c> it says how much fits, and counts while one writes.</summary>
[HtmlTargetElement("kept-textarea", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TextareaTagHelper : FieldTagHelper
{
    private const string Count = "%{count}";

    public int Rows { get; set; } = 5;

    /// <summary>The most characters that fit.</summary>
    public int? Max { get; set; }

    public string? Autocomplete { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var classes = "govuk-textarea" + (Max is null ? "" : " govuk-js-character-count") + (Error is null ? "" : " govuk-textarea--error");
        // Browsers drop one line break after the start tag: without ours a text that begins with one would lose it.
        var area = Markup.Tag("textarea", classes, new HtmlString("\n"), Markup.Text(CurrentValue ?? ""))
            .With("id", Id).With("name", FieldName)
            .With("rows", Rows.ToString(CultureInfo.InvariantCulture))
            .With("autocomplete", Autocomplete)
            .With("aria-describedby", DescribedBy(Max is null ? null : Id + "-info"))
            .With("aria-invalid", Error is null ? null : "true");
        Write(output, Max is null ? "" : "govuk-character-count", LabelPart(), HintPart(), ErrorPart(), area, Fits());
        if (Max is { } max)
        {
            output.Attributes.SetAttribute("data-module", "govuk-character-count");
            output.Attributes.SetAttribute("data-maxlength", max);
            Translate(output);
        }
    }

    private IHtmlContent? Fits() => Max is { } max
        ? Markup.Tag("div", "govuk-hint govuk-character-count__message", Words["chrome.count.fits", ("count", max)]).With("id", Id + "-info")
        : null;

    /// <summary>The script counts and chooses the plural form; it is given every form our text has in this language.</summary>
    private void Translate(TagHelperOutput output)
    {
        output.Attributes.SetAttribute("data-i18n.characters-at-limit", Words["chrome.count.full"]);
        foreach (var sample in new[] { 1, 3, 7 })
        {
            var form = PluralRules.Category(Words.Culture, sample);
            var number = sample.ToString(CultureInfo.InvariantCulture);
            foreach (var (attribute, key) in new[] { ("under", "left"), ("over", "over") })
            {
                output.Attributes.SetAttribute(
                    $"data-i18n.characters-{attribute}-limit.{form}",
                    Words["chrome.count." + key, ("count", sample)].Replace(number, Count, StringComparison.Ordinal));
            }
        }
    }
}
