using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Kept.Chrome.Components;

/// <summary>Words set apart from the rest.</summary>
[HtmlTargetElement("kept-inset")]
public sealed class InsetTagHelper : KeptTagHelper
{
    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output) =>
        Replace(output, Markup.Tag("div", "govuk-inset-text", await output.GetChildContentAsync()));
}

/// <summary>What somebody must not overlook.</summary>
[HtmlTargetElement("kept-warning")]
public sealed class WarningTagHelper : KeptTagHelper
{
    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output) => Replace(output, Markup.Tag(
        "div", "govuk-warning-text",
        Markup.Tag("span", "govuk-warning-text__icon", "!").With("aria-hidden", "true"),
        Markup.Tag("strong", "govuk-warning-text__text", Markup.Hidden(Words["chrome.warning"] + " "), await output.GetChildContentAsync())));
}

/// <summary>A state in a word. Red only for broken, yellow only for due today.</summary>
[HtmlTargetElement("kept-tag")]
public sealed class StateTagHelper : KeptTagHelper
{
    /// <summary>"grey", "blue", "green", "red" or "yellow"; the organisation's own colour without.</summary>
    public string? Colour { get; set; }

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output) => Replace(output, Markup.Tag(
        "strong", "govuk-tag" + (Colour is null ? "" : " govuk-tag--" + Colour), await output.GetChildContentAsync()));
}

/// <summary>What just happened, or what everybody should know before reading on.</summary>
[HtmlTargetElement("kept-notice")]
public sealed class NoticeTagHelper : KeptTagHelper
{
    /// <summary>Something was done, in place of something to know.</summary>
    public bool Success { get; set; }

    /// <summary>"Important" or "Done" where the page says nothing else.</summary>
    public string? Title { get; set; }

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        var id = "notice-" + context.UniqueId;
        var title = Markup.Tag("h2", "govuk-notification-banner__title", Title ?? Words[Success ? "chrome.done" : "chrome.important"]).With("id", id);
        Replace(output, Markup.Tag(
                "div", "govuk-notification-banner" + (Success ? " govuk-notification-banner--success" : ""),
                Markup.Tag("div", "govuk-notification-banner__header", title),
                Markup.Tag("div", "govuk-notification-banner__content", content))
            .With("role", Success ? "alert" : "region").With("aria-labelledby", id)
            .With("data-module", "govuk-notification-banner"));
    }
}
