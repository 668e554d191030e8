using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Kept.Chrome.Fields;

/// <summary>
/// A question with its label, hint, error and control. Bound to a property with <c>for</c>, or, where questions are data,
/// to a <c>name</c> with a <c>value</c>; errors come from the model state under the same name. Label and hint are words
/// that the page has already taken from its language.
/// </summary>
public abstract class FieldTagHelper : KeptTagHelper
{
    private static readonly object Labels = new();

    public ModelExpression? For { get; set; }

    public string? Name { get; set; }

    public string? Value { get; set; }

    public string Label { get; set; } = "";

    public string? Hint { get; set; }

    /// <summary>The label is the heading of a page that asks just this, and its title.</summary>
    public bool Heading { get; set; }

    /// <summary>The label is read out but not shown, where the place says it all (a search field with its button).</summary>
    public bool HideLabel { get; set; }

    private protected string FieldName => For is null
        ? Name ?? throw new InvalidOperationException($"<{GetType().Name}> needs for or name.")
        : ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);

    private protected string Id => IdOf(FieldName);

    private protected string? Error => field ??= ErrorOf(FieldName);

    /// <summary>Lets the error summary, which the layout renders after the page, name the field.</summary>
    private protected void TellLabel() => LabelsOf(ViewContext.HttpContext)[FieldName] = Label;

    internal static IDictionary<string, string> LabelsOf(HttpContext context)
    {
        if (context.Items[Labels] is not Dictionary<string, string> labels)
        {
            context.Items[Labels] = labels = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        }

        return labels;
    }

    /// <summary>What was typed before, or else the value of the model.</summary>
    private protected string? CurrentValue => Posted(FieldName) ?? Value ?? Shown(For?.Model);

    private protected string? DescribedBy(string? more = null)
    {
        var ids = new[] { Hint is null ? null : Id + "-hint", Error is null ? null : Id + "-error", more };
        var described = string.Join(' ', ids.Where(id => id is not null));
        return described.Length == 0 ? null : described;
    }

    /// <summary>The id of the control that an error summary leads to.</summary>
    internal static string IdOf(string name) => TagBuilder.CreateSanitizedId(name, "_");

    private protected string? ErrorOf(string name) =>
        ViewContext.ViewData.ModelState.TryGetValue(name, out var entry) && entry.Errors.Count > 0
            ? entry.Errors[0].ErrorMessage
            : null;

    private protected string? Posted(string name) =>
        ViewContext.ViewData.ModelState.TryGetValue(name, out var entry) ? entry.AttemptedValue : null;

    private protected static string? Shown(object? value) => Convert.ToString(value, CultureInfo.CurrentCulture);

    private protected IHtmlContent? HintPart() =>
        Hint is null ? null : Markup.Tag("div", "govuk-hint", Hint).With("id", Id + "-hint");

    private protected IHtmlContent? ErrorPart() => Error is null
        ? null
        : Markup.Tag("p", "govuk-error-message", Markup.Hidden(Words["chrome.error"]), Markup.Text(" " + Error)).With("id", Id + "-error");

    private protected IHtmlContent LabelPart()
    {
        TellLabel();
        if (!Heading)
        {
            return Markup.Tag("label", HideLabel ? "govuk-label govuk-visually-hidden" : "govuk-label", Label).With("for", Id);
        }

        SuggestTitle(Label);
        return Markup.Tag("h1", "govuk-label-wrapper", Markup.Tag("label", "govuk-label govuk-label--l", Label).With("for", Id));
    }

    /// <summary>Several controls under one question.</summary>
    private protected TagBuilder Group(IHtmlContent controls)
    {
        TellLabel();
        var legend = Markup.Tag("legend", Heading ? "govuk-fieldset__legend govuk-fieldset__legend--l" : HideLabel ? "govuk-fieldset__legend govuk-visually-hidden" : "govuk-fieldset__legend");
        if (Heading)
        {
            SuggestTitle(Label);
            legend.InnerHtml.AppendHtml(Markup.Tag("h1", "govuk-fieldset__heading", Label));
        }
        else
        {
            legend.InnerHtml.Append(Label);
        }

        return Markup.Tag("fieldset", "govuk-fieldset", legend, HintPart(), ErrorPart(), controls)
            .With("aria-describedby", DescribedBy());
    }

    private protected void Write(TagHelperOutput output, string moreClasses, params IHtmlContent?[] content) =>
        Replace(output, Markup.Tag("div", FormGroup(moreClasses), content));

    private protected string FormGroup(string moreClasses) =>
        "govuk-form-group" + (Error is null ? "" : " govuk-form-group--error") + (moreClasses.Length == 0 ? "" : " " + moreClasses);
}
