using System.Collections;
using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Kept.Chrome.Fields;

/// <summary>
/// Radios and checkboxes: the answers come as <c>options</c>, or as <c>&lt;kept-option&gt;</c> tags inside, which may
/// hold what is asked further.
/// </summary>
public abstract class ChoiceTagHelper : FieldTagHelper
{
    public IEnumerable<Option>? Options { get; set; }

    /// <summary>Small controls, for filters at the desk.</summary>
    public bool Small { get; set; }

    private protected abstract string Kind { get; }

    private protected abstract string InputType { get; }

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var written = new List<Option>();
        context.Items[typeof(ChoiceTagHelper)] = written;
        await output.GetChildContentAsync();
        var options = (Options ?? []).Concat(written).ToList();
        var chosen = ChosenValues();
        var items = Markup.Tag("div", $"govuk-{Kind}{(Small ? $" govuk-{Kind}--small" : "")}{MoreClasses}")
            .With("data-module", $"govuk-{Kind}");
        for (var i = 0; i < options.Count; i++)
        {
            items.InnerHtml.AppendHtml(Item(options[i], i == 0 ? Id : string.Create(CultureInfo.InvariantCulture, $"{Id}-{i + 1}"), chosen));
        }

        Write(output, "", options is [_] && Label.Length == 0 ? Markup.All(ErrorPart(), items) : Group(items));
    }

    private protected virtual string MoreClasses => "";

    private IHtmlContent Item(Option option, string id, HashSet<string>? chosen)
    {
        var hint = option.Hint is null ? null : id + "-item-hint";
        var input = Markup.Input($"govuk-{Kind}__input", InputType, id, FieldName, option.Value)
            .WithFlag("checked", chosen?.Contains(option.Value) ?? option.Chosen)
            .With("aria-describedby", hint)
            .With("data-behaviour", option.Alone && InputType == "checkbox" ? "exclusive" : null);
        return Markup.All(
            option.Alone ? Markup.Tag("div", $"govuk-{Kind}__divider", Words["chrome.or"]) : null,
            Markup.Tag(
                "div", $"govuk-{Kind}__item", input,
                Markup.Tag("label", $"govuk-label govuk-{Kind}__label", option.Label).With("for", id),
                option.Hint is null ? null : Markup.Tag("div", $"govuk-hint govuk-{Kind}__hint", option.Hint).With("id", hint)),
            option.Then is null ? null : Markup.Tag("div", $"govuk-{Kind}__conditional", option.Then));
    }

    /// <summary>Null where neither the form nor the model says.</summary>
    private HashSet<string>? ChosenValues()
    {
        if (ViewContext.ViewData.ModelState.TryGetValue(FieldName, out var entry) && entry.RawValue is not null)
        {
            return entry.RawValue is string[] several ? [.. several] : [Shown(entry.RawValue) ?? ""];
        }

        return Value is not null ? [.. Value.Split(',')]
            : For?.Model switch
            {
                null => null,
                bool yes => yes ? ["true"] : [],
                string one => [one],
                IEnumerable many => [.. many.Cast<object?>().Select(one => Shown(one) ?? "")],
                var one => [Shown(one) ?? ""],
            };
    }
}

/// <summary>One of several: <c>&lt;kept-radios for="Kind" label="…"&gt;&lt;kept-option value="a" label="…" /&gt;…</c>.</summary>
[HtmlTargetElement("kept-radios")]
public sealed class RadiosTagHelper : ChoiceTagHelper
{
    /// <summary>Beside each other: for two short answers such as yes and no.</summary>
    public bool Inline { get; set; }

    private protected override string Kind => "radios";

    private protected override string InputType => "radio";

    private protected override string MoreClasses => Inline ? " govuk-radios--inline" : "";
}

/// <summary>Any of several; with one option and no label it is a single tick, bound to a bool by the value "true".</summary>
[HtmlTargetElement("kept-checkboxes")]
public sealed class CheckboxesTagHelper : ChoiceTagHelper
{
    private protected override string Kind => "checkboxes";

    private protected override string InputType => "checkbox";
}

/// <summary>An answer written in the page; what stands inside is asked further once it is chosen.</summary>
[HtmlTargetElement("kept-option")]
public sealed class OptionTagHelper : TagHelper
{
    public string Value { get; set; } = "";

    public string Label { get; set; } = "";

    public string? Hint { get; set; }

    public bool Chosen { get; set; }

    public bool Alone { get; set; }

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        var options = (List<Option>)context.Items[typeof(ChoiceTagHelper)];
        options.Add(new Option(Value, Label, Hint)
        {
            Then = inside.IsEmptyOrWhiteSpace ? null : inside,
            Chosen = Chosen,
            Alone = Alone,
        });
        output.SuppressOutput();
    }
}
