using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Kept.Chrome.Components;

/// <summary>Links to the pages of a list; each address is that of this page with another <c>page</c> in its query.</summary>
[HtmlTargetElement("kept-pagination", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PaginationTagHelper : KeptTagHelper
{
    /// <summary>The page one is on, from 1.</summary>
    public int Page { get; set; } = 1;

    public int Pages { get; set; } = 1;

    /// <summary>The name in the query.</summary>
    public string Parameter { get; set; } = "page";

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Pages <= 1)
        {
            output.SuppressOutput();
            return;
        }

        var list = Markup.Tag("ul", "govuk-pagination__list");
        var last = 0;
        foreach (var number in Numbers())
        {
            if (number > last + 1)
            {
                list.InnerHtml.AppendHtml(Markup.Tag("li", "govuk-pagination__item govuk-pagination__item--ellipsis", "…"));
            }

            list.InnerHtml.AppendHtml(Number(number));
            last = number;
        }

        Replace(output, Markup.Tag(
            "nav", "govuk-pagination",
            Page > 1 ? Step("prev", Page - 1) : null, list, Page < Pages ? Step("next", Page + 1) : null)
            .With("aria-label", Words["chrome.pages.name"]));
    }

    private IEnumerable<int> Numbers() => new[] { 1, Page - 1, Page, Page + 1, Pages }
        .Where(number => number >= 1 && number <= Pages).Distinct().Order();

    private IHtmlContent Number(int number)
    {
        var current = number == Page;
        var link = Markup.Tag("a", "govuk-link govuk-pagination__link", number.ToString("N0", Words.Culture))
            .With("href", AddressOf(number))
            .With("aria-label", Words["chrome.pages.page", ("number", number)])
            .With("aria-current", current ? "page" : null);
        return Markup.Tag("li", "govuk-pagination__item" + (current ? " govuk-pagination__item--current" : ""), link);
    }

    private IHtmlContent Step(string way, int number) => Markup.Tag(
        "div", "govuk-pagination__" + way,
        Markup.Tag(
            "a", "govuk-link govuk-pagination__link",
            Markup.Tag("span", "govuk-pagination__link-title", (way == "prev" ? "‹ " : "") + Words["chrome.pages." + way] + (way == "next" ? " ›" : "")))
        .With("href", AddressOf(number)).With("rel", way));

    private string AddressOf(int number)
    {
        var request = ViewContext.HttpContext.Request;
        var query = new QueryBuilder(request.Query
            .Where(parameter => !parameter.Key.Equals(Parameter, StringComparison.OrdinalIgnoreCase))
            .SelectMany(parameter => parameter.Value.Select(value => KeyValuePair.Create(parameter.Key, value ?? ""))))
        {
            { Parameter, number.ToString(CultureInfo.InvariantCulture) },
        };
        return request.PathBase + request.Path + query.ToQueryString();
    }
}
