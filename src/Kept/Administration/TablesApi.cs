using Kept.Administration.Views;
using Kept.Api;
using Kept.Exchange;
using Kept.Exchange.ImportCases;
using Kept.Exchange.ImportStaff;
using Kept.Exchange.ReadExports;
using Kept.Staff;

namespace Kept.Administration;

/// <summary>Tables brought in, and who took tables out. The tables themselves are at <c>/export</c>.</summary>
internal static class TablesApi
{
    public static void MapTables(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/exports", ListAsync).ForAdministrators().Lists(new ExportLog([Examples.Export], null))
            .WithName("ListExports").WithSummary("Who took which table out and when, the newest first.");
        admin.MapPost("/imports/cases", CasesAsync).ForAdministrators()
            .Does(Examples.Import, new ImportCasesBody("Old system", true), contentType: "multipart/form-data").WithFile("table", "The CSV file.")
            .WithName("ImportCases").WithSummary("Takes over cases of another system from a CSV file; send a form with the field table for the file.")
            .WithDescription("With one problem in the file nothing is taken in, and 422 lists every problem by line and column, the first 10,000 of them, and in more how many there are besides. With dryRun=true nothing is taken in either way. The same file again makes nothing twice.");
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

    private static Task<IResult> CasesAsync(AdminCall call, ImportCases import) => call.AfterwardsAsync<ImportCasesBody>(request =>
        ImportCasesInput.IsSource(request.Content.Source)
            ? TakeInAsync(call, request.Files, request.Content.DryRun == true, (dryRun, file) => import.HandleAsync(
                call.By, new ImportCasesInput(request.Content.Source!.Trim(), dryRun), file, null, call.Cancellation))
            : Task.FromResult<(ApiReply?, IResult?)>((null, call.Wrong([new InputProblem("Source", "import.input.source")]))));

    private static Task<IResult> StaffAsync(AdminCall call, ImportStaff import) => call.AfterwardsAsync<ImportStaffBody>(request =>
        TakeInAsync(call, request.Files, request.Content.DryRun == true, (dryRun, file) => import.HandleAsync(call.By, dryRun, file, null, call.Cancellation)));

    /// <summary>Rows are written in parts, and a file that was taken in makes nothing when it comes again: the answer is kept afterwards.</summary>
    private static async Task<(ApiReply? Reply, IResult? Refusal)> TakeInAsync(
        AdminCall call, IReadOnlyList<IFormFile> files, bool dryRun, Func<bool, Stream, Task<ImportOutcome>> import)
    {
        if (files is not [{ Name: "table" } table])
        {
            return (null, call.Wrong([new InputProblem("Table", "import.input.file")]));
        }

        await using var stream = table.OpenReadStream();
        return await import(dryRun, stream) switch
        {
            ImportOutcome.Right right => (ApiReply.Ok(new ImportView(true, right.New, right.ThereAlready)), null),
            ImportOutcome.Imported done => (ApiReply.Ok(new ImportView(false, done.New, done.ThereAlready)), null),
            ImportOutcome.Wrong wrong => (null, ApiProblem.With(
                ApiProblem.Of(StatusCodes.Status422UnprocessableEntity, "wrong-file", call.Words, ("count", wrong.Count)),
                ("count", wrong.Count), ("rows", wrong.Rows), ("problems", wrong.Problems.Select(problem => LineProblem.Of(problem, call.Words))), ("more", wrong.More))),
            ImportOutcome.NotAllowed => (null, call.NotAllowed()),
            var other => throw call.Unknown(other),
        };
    }
}

/// <param name="Source">The other system; names of its cases are unique in it.</param>
/// <param name="DryRun">Only look.</param>
internal sealed record ImportCasesBody(string? Source, bool? DryRun);

/// <param name="DryRun">Only look.</param>
internal sealed record ImportStaffBody(bool? DryRun);
