using Kept.Api;
using Kept.Exchange.ExportRows;
using Kept.Keys;
using Kept.Texts;
using NodaTime.Text;

namespace Kept.Exchange;

/// <summary>Tables for other programs, with the key of a lead or an administrator.</summary>
internal static class ExchangeApi
{
    public static void MapExchangeApi(this IEndpointRouteBuilder api) =>
        api.MapGet("/export/{kind}.csv", Export).NeedsKey(KeyRights.Export)
            .Produces(StatusCodes.Status200OK, contentType: "text/csv")
            .TakesOnly("from", "until", "team", "service", "bom").ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden).WithProblem(StatusCodes.Status404NotFound, "no-export")
            .WithName("Export").WithSummary("Rows as CSV: cases, promises, contacts, visits, events, followers, messages, surveys, services or staff.")
            .WithDescription("Leads get what belongs to their team. from and until are moments such as 2026-03-01T00:00:00Z; bom=true begins with a byte order mark.");

    private static IResult Export(
        string kind, string? from, string? until, string? team, string? service, string? bom, CurrentKey key, ExportRows.ExportRows export, Words words)
    {
        if (!Enum.TryParse<ExportKind>(kind, ignoreCase: true, out var known) || !Enum.IsDefined(known) || char.IsAsciiDigit(kind[0]))
        {
            return ApiProblem.Of(StatusCodes.Status404NotFound, "no-export", words);
        }

        var (start, end) = (InstantPattern.ExtendedIso.Parse(from ?? ""), InstantPattern.ExtendedIso.Parse(until ?? ""));
        if ((from is not null && !start.Success) || (until is not null && !end.Success))
        {
            return ApiProblem.Of(StatusCodes.Status400BadRequest, "bad-moment", words);
        }

        if (bom is not (null or "true" or "false"))
        {
            return ApiProblem.Of(
                new Dictionary<string, string[]>(StringComparer.Ordinal) { ["bom"] = [words["api.problem.bad-choice", ("choices", "true, false")]] }, words);
        }

        var wanted = new ExportInput(known, from is null ? null : start.Value, until is null ? null : end.Value, team, service, bom == "true");
        return key.Required.Staff is { } member && ExportRows.ExportRows.AllowedFor(member, wanted) is { } allowed
            ? new ExportFile(allowed, member, export)
            : ApiProblem.Of(StatusCodes.Status403Forbidden, "no-right-to-export", words);
    }
}
