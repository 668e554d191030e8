using Kept.Administration.Views;
using Kept.Api;
using Kept.Exchange;
using Kept.Exchange.ImportFile;
using Kept.Exchange.ReadExports;
using Kept.Staff;

namespace Kept.Administration;

/// <summary>Tables brought in, and who took tables out. The tables themselves are at <c>/export</c>.</summary>
internal static class TablesApi
{
    private const string OfCases =
        "With one problem in the file nothing is taken in, and 422 lists every problem by line and column, the first 10,000 of them, and in more how many there are besides. With dryRun=true nothing is taken in either way. The same file again makes nothing twice. The table of an export does too.";

    private const string OfParts =
        "As with cases, which come first: case is what the other system calls one that was taken over under the same source, or the reference of a case here. The columns are those of the export. passedOver counts rows that are right and of no use here. Nobody is written to.";

    public static void MapTables(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/exports", ListAsync).ForAdministrators().Lists(new ExportLog([Examples.Export], null))
            .WithName("ListExports").WithSummary("Who took which table out and when, the newest first.");
        foreach (var kind in Enum.GetValues<ImportKind>().Where(ImportInput.NeedsSource))
        {
            var name = ApiNames.Of(kind);
            admin.MapPost($"/imports/{name}", (AdminCall call, ImportFile import) => OfSourceAsync(call, import, kind)).ForAdministrators()
                .Does(Examples.Import, new ImportBody("Old system", true), contentType: "multipart/form-data").WithFile("table", "The CSV file.")
                .WithName($"Import{kind}").WithSummary($"Takes over {name} of another system from a CSV file; send a form with the field table for the file.")
                .WithDescription(kind == ImportKind.Cases ? OfCases : OfParts);
        }

        admin.MapPost("/imports/staff", StaffAsync).ForAdministrators()
            .Does(Examples.Import, new ImportStaffBody(true), contentType: "multipart/form-data").WithFile("table", "The CSV file.")
            .WithName("ImportStaff").WithSummary("Invites colleagues from a CSV file; send a form with the field table for the file.")
            .WithDescription("As with cases: all or nothing, dryRun=true only looks, and whoever is here is left alone.");
    }

    private static async Task<IResult> ListAsync(AdminCall call, ReadExports read)
    {
        var (query, problem) = ListQuery.Read(call.Context, call.Words);
        if (query is null)
        {
            return problem!;
        }

        var (page, more) = await read.HandleAsync(query.After, query.Limit, call.Cancellation);
        return TypedResults.Ok(new ExportLog([.. page.Select(ExportView.Of)], query.Next(more ? page[^1].Id : null)));
    }

    private static Task<IResult> OfSourceAsync(AdminCall call, ImportFile import, ImportKind kind) => call.AfterwardsAsync<ImportBody>(request =>
        ImportInput.IsSource(request.Content.Source)
            ? TakeInAsync(call, import, request.Files, new ImportInput(kind, request.Content.Source!.Trim(), request.Content.DryRun == true))
            : Task.FromResult<(ApiReply?, IResult?)>((null, call.Wrong([new InputProblem("Source", "import.input.source")]))));

    private static Task<IResult> StaffAsync(AdminCall call, ImportFile import) => call.AfterwardsAsync<ImportStaffBody>(request =>
        TakeInAsync(call, import, request.Files, new ImportInput(ImportKind.Staff, null, request.Content.DryRun == true)));

    /// <summary>Rows are written in parts, and a file that was taken in makes nothing when it comes again: the answer is kept afterwards.</summary>
    private static async Task<(ApiReply? Reply, IResult? Refusal)> TakeInAsync(
        AdminCall call, ImportFile import, IReadOnlyList<IFormFile> files, ImportInput input)
    {
        if (files is not [{ Name: "table" } table])
        {
            return (null, call.Wrong([new InputProblem("Table", "import.input.file")]));
        }

        await using var stream = table.OpenReadStream();
        return await import.HandleAsync(call.By, input, stream, null, call.Cancellation) switch
        {
            ImportOutcome.Right right => (ApiReply.Ok(new ImportView(true, right.New, right.ThereAlready, right.PassedOver)), null),
            ImportOutcome.Imported done => (ApiReply.Ok(new ImportView(false, done.New, done.ThereAlready, done.PassedOver)), null),
            ImportOutcome.Wrong wrong => (null, ApiProblem.With(
                ApiProblem.Of(StatusCodes.Status422UnprocessableEntity, "wrong-file", call.Words, ("count", wrong.Count)),
                ("count", wrong.Count), ("rows", wrong.Rows), ("problems", wrong.Problems.Select(problem => LineProblem.Of(problem, call.Words))), ("more", wrong.More))),
            ImportOutcome.NotAllowed => (null, call.NotAllowed()),
            var other => throw call.Unknown(other),
        };
    }
}

/// <param name="Source">The other system; names of its rows are unique in it.</param>
/// <param name="DryRun">Only look.</param>
internal sealed record ImportBody(string? Source, bool? DryRun);

/// <param name="DryRun">Only look.</param>
internal sealed record ImportStaffBody(bool? DryRun);
