using Kept.Api;
using Kept.Exchange;
using Kept.Texts;

namespace Kept.Administration.Views;

internal sealed record ExportLog(IReadOnlyList<ExportView> Exports, string? Next);

/// <param name="Filter">By what it was narrowed, as it would stand in an address.</param>
/// <param name="ById">Null for the command line.</param>
/// <param name="State">finished, or running: also of one that was broken off.</param>
/// <param name="Lines">Beside the head.</param>
internal sealed record ExportView(
    string Id, string Kind, string Filter, string? ById, string State, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, long? Lines)
{
    public static ExportView Of(ExportRecord record) => new(
        ApiIds.Of(record.Id), ApiNames.Of(record.Kind), record.Filter, ApiIds.Of(record.ById), record.FinishedAt is null ? "running" : "finished",
        record.StartedAt.ToDateTimeOffset(), record.FinishedAt?.ToDateTimeOffset(), record.Lines);
}

/// <param name="New">How many were taken in, or would be.</param>
/// <param name="ThereAlready">How many were left alone.</param>
/// <param name="PassedOver">How many are right and of no use here, as what Kept makes itself.</param>
internal sealed record ImportView(bool DryRun, long New, long ThereAlready, long PassedOver);

/// <param name="Line">Of the file; its head is line 1.</param>
/// <param name="Column">As it stands in the head; empty where it is about the whole row.</param>
/// <param name="What">Stays the same in every language.</param>
/// <param name="Words">What to do.</param>
internal sealed record LineProblem(long Line, string Column, string What, string Words)
{
    public static LineProblem Of(ImportProblem problem, Words words) =>
        new(problem.Line, problem.Column, problem.What, words[$"import.problem.{problem.What}"]);
}
