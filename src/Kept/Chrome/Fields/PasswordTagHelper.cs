using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Kept.Chrome.Fields;

/// <summary>A password, which a button shows and hides where there is script; never filled in by us.</summary>
[HtmlTargetElement("kept-password", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PasswordTagHelper : FieldTagHelper
{
    /// <summary>"current-password" or "new-password".</summary>
    public string Autocomplete { get; set; } = "current-password";

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var classes = "govuk-input govuk-password-input__input govuk-js-password-input-input" + (Error is null ? "" : " govuk-input--error");
        var input = Markup.Input(classes, "password", Id, FieldName, value: null)
            .With("spellcheck", "false").With("autocapitalize", "none").With("autocomplete", Autocomplete)
            .With("aria-describedby", DescribedBy()).With("aria-invalid", Error is null ? null : "true");
        var toggle = Markup.Tag("button", "govuk-button govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle", Words["chrome.password.show"])
            .With("type", "button").With("aria-controls", Id).With("aria-label", Words["chrome.password.show-label"]).WithFlag("hidden", true);
        Write(
            output, "govuk-password-input", LabelPart(), HintPart(), ErrorPart(),
            Markup.Tag("div", "govuk-input__wrapper govuk-password-input__wrapper", input, toggle));
        output.Attributes.SetAttribute("data-module", "govuk-password-input");
        foreach (var (attribute, key) in new[]
        {
            ("show-password", "show"), ("hide-password", "hide"),
            ("show-password-aria-label", "show-label"), ("hide-password-aria-label", "hide-label"),
            ("password-shown-announcement", "shown"), ("password-hidden-announcement", "hidden"),
        })
        {
            output.Attributes.SetAttribute("data-i18n." + attribute, Words["chrome.password." + key]);
        }
    }
}
