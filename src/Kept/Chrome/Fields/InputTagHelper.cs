using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Kept.Chrome.Fields;

/// <summary>One line of text: <c>&lt;kept-input for="Name" label="@T["…"]" autocomplete="name" /&gt;</c>.</summary>
[HtmlTargetElement("kept-input", TagStructure = TagStructure.WithoutEndTag)]
public sealed class InputTagHelper : FieldTagHelper
{
    public string Type { get; set; } = "text";

    /// <summary>The keyboard a phone shows: numeric, decimal, tel, email, url, search.</summary>
    public string? Inputmode { get; set; }

    /// <summary>What the browser may fill in (https://html.spec.whatwg.org/#autofill).</summary>
    public string? Autocomplete { get; set; }

    /// <summary>How many characters wide it looks: 2, 3, 4, 5, 10, 20 or 30; full width without.</summary>
    public int? Width { get; set; }

    public string? Prefix { get; set; }

    public string? Suffix { get; set; }

    public int? Maxlength { get; set; }

    /// <summary>False for names, codes and addresses, which no dictionary knows.</summary>
    public bool Spellcheck { get; set; } = true;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var classes = "govuk-input" + (Width is { } width ? $" govuk-input--width-{width}" : "") + (Error is null ? "" : " govuk-input--error");
        var input = Markup.Input(classes, Type, Id, FieldName, Type == "password" ? null : CurrentValue)
            .With("inputmode", Inputmode ?? (Type is "email" or "tel" or "url" ? Type : null))
            .With("autocomplete", Autocomplete)
            .With("maxlength", Maxlength?.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .With("spellcheck", Spellcheck && Type == "text" ? null : "false")
            .With("autocapitalize", Type is "text" or "search" ? null : "none")
            .With("aria-describedby", DescribedBy())
            .With("aria-invalid", Error is null ? null : "true");
        var control = Prefix is null && Suffix is null
            ? input
            : Markup.Tag("div", "govuk-input__wrapper", Beside("prefix", Prefix), input, Beside("suffix", Suffix));
        Write(output, "", LabelPart(), HintPart(), ErrorPart(), control);
    }

    private static Microsoft.AspNetCore.Html.IHtmlContent? Beside(string side, string? text) =>
        text is null ? null : Markup.Tag("div", $"govuk-input__{side}", text).With("aria-hidden", "true");
}
