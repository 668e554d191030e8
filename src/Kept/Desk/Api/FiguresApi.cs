using Kept.Api;
using Kept.Catalogue;
using Kept.Counts;
using Kept.Desk.Api.Views;
using Kept.Desk.Overview;
using Kept.Desk.Overview.CasesBehind;
using Kept.Desk.Queue;
using Kept.Keys;
using Kept.Texts;

namespace Kept.Desk.Api;

/// <summary>How many cases each list has, what the overview shows, and the cases behind its figures.</summary>
internal static class FiguresApi
{
    private static readonly ApiParameter[] Period =
    [
        new("period", "How many weeks up to this one: 4, 13 or 52; custom with from and to. 13 where it is not said.", "13"),
        new("from", "A day of the first week, with period=custom.", "2026-01-05"),
        new("to", "A day of the last week, with period=custom.", "2026-03-01"),
        new("team", "Code of a team.", "street-care"),
        new("service", "Code of a service.", "fly-tipping"),
    ];

    public static void MapFigures(this IEndpointRouteBuilder api)
    {
        api.MapGet("/views", async (CurrentKey current, CountQueue counting, CancellationToken cancellationToken) =>
                ViewCounts.Of(await counting.HandleAsync(current.Required.Staff!, cancellationToken)))
            .NeedsKey(KeyRights.ReadCases).WithExample(Examples.Counts)
            .WithName("CountViews").WithSummary("How many cases the lists of the desk have, up to 1,000 each.");

        api.MapGet("/overview", OverviewAsync)
            .NeedsKey(KeyRights.ReadCases).Produces<OverviewView>().WithExample(Examples.Overview).WithParameters(Period)
            .WithName("GetOverview").WithSummary("Whether promises were kept, week by week and service by service.");

        api.MapGet("/overview/cases", BehindAsync)
            .NeedsKey(KeyRights.ReadCases).Produces<CaseListView>().ProducesProblem(StatusCodes.Status400BadRequest).WithExample(Examples.List)
            .WithParameters([new("what", $"One of {ApiNames.All<CountedCases>()}.", "broken", Required: true), .. Period, new("cursor", "Where the page before ended: its next.")])
            .WithName("ListCasesBehind").WithSummary("The cases behind a figure of the overview, the newest first.");
    }

    private static async Task<IResult> OverviewAsync(
        HttpContext context, ReadCounts counts, CatalogueInUse catalogue, DeskTime time, Words words, CancellationToken cancellationToken)
    {
        var filter = OverviewFilter.Read(context.Request.Query, time.Today);
        var figures = await counts.HandleAsync(new CountPeriod(filter.From, filter.To, filter.Team, filter.Service), cancellationToken);
        return TypedResults.Ok(OverviewView.Of(
            OverviewFigures.Of(figures, filter, time.Today, code => catalogue.Find(code)?.Service.Name.In(words.Language) ?? code), filter));
    }

    private static async Task<IResult> BehindAsync(
        HttpContext context, CasesBehind behind, DeskTime time, Words words, CancellationToken cancellationToken)
    {
        var query = context.Request.Query;
        var print = string.Join('&', query.Where(field => field.Key != PageLinks.Cursor).OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={field.Value}"));
        string? cursor = query[PageLinks.Cursor];
        var after = string.IsNullOrEmpty(cursor) ? null : OpaqueCursor.Read(cursor, print);
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (ApiNames.Parse<CountedCases>(query["what"]) is not { } what)
        {
            errors["what"] = [words["api.problem.bad-choice", ("choices", ApiNames.All<CountedCases>())]];
            return ApiProblem.Of(errors, words);
        }

        if (!string.IsNullOrEmpty(cursor) && ApiIds.Parse(after) == 0)
        {
            errors[PageLinks.Cursor] = [words["api.problem.bad-cursor"]];
            return ApiProblem.Of(errors, words);
        }

        var filter = OverviewFilter.Read(query, time.Today);
        var page = await behind.HandleAsync(
            new CasesBehindInput(
                what, time.Zone.AtStartOfDay(filter.From).ToInstant(), time.Zone.AtStartOfDay(filter.LastDay.PlusDays(1)).ToInstant(),
                filter.Team, filter.Service, after is null ? null : ApiIds.Parse(after)),
            cancellationToken);
        var next = page.Next is { } last ? OpaqueCursor.Of(ApiIds.Of(last), print) : null;
        PageLinks.Write(context, next);
        return TypedResults.Ok(new CaseListView([.. page.Rows.Select(CaseLine.Of)], next));
    }
}
