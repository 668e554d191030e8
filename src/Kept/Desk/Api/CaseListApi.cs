using System.Text.Json;
using System.Text.Json.Nodes;
using Kept.Api;
using Kept.Desk.Api.Views;
using Kept.Desk.Queue;
using Kept.Desk.Search;
using Kept.Keys;
using Kept.Texts;

namespace Kept.Desk.Api;

/// <summary>The lists of the desk, page by page.</summary>
internal static class CaseListApi
{
    private static readonly string[] Fields = [.. typeof(CaseLine).GetProperties().Select(property => ApiNames.Of(property.Name))];

    public static void MapCaseLists(this IEndpointRouteBuilder cases)
    {
        cases.MapGet("", ListAsync)
            .NeedsKey(KeyRights.ReadCases)
            .Produces<CaseListView>().ProducesProblem(StatusCodes.Status400BadRequest)
            .WithExample(Examples.List).WithParameters(CaseListQuery.Documented)
            .WithName("ListCases").WithSummary("A list of the desk, or what a search finds, page by page.")
            .WithDescription("Pages are linked by the header Link and by next. A cursor belongs to the query it was given for.");
    }

    private static async Task<IResult> ListAsync(
        HttpContext context, CurrentKey current, ReadQueue queue, FindCases find, Words words, CancellationToken cancellationToken)
    {
        var reader = current.Required.Staff!;
        var query = CaseListQuery.Read(context.Request.Query, reader, Fields, words);
        if (query.Errors.Count > 0)
        {
            return ApiProblem.Of(query.Errors, words);
        }

        var (rows, next) = query.Search is { } typed
            ? await SearchAsync(find, typed, query, cancellationToken)
            : await PageAsync(queue, query, reader, cancellationToken);
        PageLinks.Write(context, next);
        return TypedResults.Text(
            new JsonObject { ["cases"] = new JsonArray([.. rows.Select(row => (JsonNode)query.Narrow(Line(row)))]), ["next"] = next }.ToJsonString(ApiJson.Options),
            "application/json");
    }

    private static async Task<(IEnumerable<QueueRow>, string?)> PageAsync(
        ReadQueue queue, CaseListQuery query, Staff.StaffIdentity reader, CancellationToken cancellationToken)
    {
        var page = await queue.HandleAsync(query.Filter, reader, cancellationToken);
        return (page.Rows, page.Next is { } next ? query.CursorOf(next.ToString()) : null);
    }

    /// <summary>A search is in the order of what fits best, which no key leads through: its pages are counted.</summary>
    private static async Task<(IEnumerable<QueueRow>, string?)> SearchAsync(
        FindCases find, string typed, CaseListQuery query, CancellationToken cancellationToken)
    {
        var found = await find.HandleAsync(typed, query.Skip + query.Filter.Size, cancellationToken);
        var shown = query.Skip + query.Filter.Size;
        return (
            found.Cases.Skip(query.Skip).Select(one => one.Row),
            found.More && shown < FindCases.Candidates ? query.CursorOf(ApiIds.Of(shown)) : null);
    }

    private static JsonObject Line(QueueRow row) => JsonSerializer.SerializeToNode(CaseLine.Of(row), ApiJson.Options)!.AsObject();
}

/// <param name="Next">For <c>cursor</c>; null on the last page.</param>
internal sealed record CaseListView(IReadOnlyList<CaseLine> Cases, string? Next);
