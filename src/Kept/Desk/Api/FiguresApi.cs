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
    private const string What = "what";

    public static void MapFigures(this IEndpointRouteBuilder api)
    {
        api.MapGet("/views", async (CurrentKey current, CountQueue counting, CancellationToken cancellationToken) =>
                ViewCounts.Of(await counting.HandleAsync(current.Required.Staff!, cancellationToken)))
            .NeedsKey(KeyRights.ReadCases).WithExample(Examples.Counts)
            .WithName("CountViews").WithSummary("How many cases the lists of the desk have, up to 1,000 each.");

        api.MapGet("/overview", OverviewAsync)
            .NeedsKey(KeyRights.ReadCases).Produces<OverviewView>().ProducesProblem(StatusCodes.Status400BadRequest)
            .WithExample(Examples.Overview).WithParameters(FiguresQuery.Documented)
            .WithName("GetOverview").WithSummary("Whether promises were kept, week by week and service by service.");

        api.MapGet("/overview/cases", BehindAsync)
            .NeedsKey(KeyRights.ReadCases).Produces<CaseListView>().ProducesProblem(StatusCodes.Status400BadRequest).WithExample(Examples.List)
            .WithParameters([new(What, $"One of {ApiNames.All<CountedCases>()}.", "broken", Required: true), .. FiguresQuery.Documented, new(PageLinks.Cursor, "Where the page before ended: its next.")])
            .WithName("ListCasesBehind").WithSummary("The cases behind a figure of the overview, the newest first.");
    }

    private static async Task<IResult> OverviewAsync(
        HttpContext context, ReadCounts counts, CatalogueInUse catalogue, DeskTime time, Words words, CancellationToken cancellationToken)
    {
        var errors = FiguresQuery.Problems(context.Request.Query, words);
        if (errors.Count > 0)
        {
            return ApiProblem.Of(errors, words);
        }

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
        var errors = FiguresQuery.Problems(query, words, What, PageLinks.Cursor);
        var what = ApiNames.Parse<CountedCases>(query[What]);
        if (what is null)
        {
            errors[What] = [words["api.problem.bad-choice", ("choices", ApiNames.All<CountedCases>())]];
        }

        if (!string.IsNullOrEmpty(cursor) && ApiIds.Parse(after) == 0)
        {
            errors[PageLinks.Cursor] = [words["api.problem.bad-cursor"]];
        }

        if (errors.Count > 0)
        {
            return ApiProblem.Of(errors, words);
        }

        var filter = OverviewFilter.Read(query, time.Today);
        var page = await behind.HandleAsync(
            new CasesBehindInput(
                what!.Value, time.Zone.AtStartOfDay(filter.From).ToInstant(), time.Zone.AtStartOfDay(filter.LastDay.PlusDays(1)).ToInstant(),
                filter.Team, filter.Service, after is null ? null : ApiIds.Parse(after)),
            cancellationToken);
        var next = page.Next is { } last ? OpaqueCursor.Of(ApiIds.Of(last), print) : null;
        PageLinks.Write(context, next);
        return TypedResults.Ok(new CaseListView([.. page.Rows.Select(CaseLine.Of)], next));
    }
}
