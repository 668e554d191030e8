using Kept.Api;
using Kept.Cases.CloseCase;
using Kept.Cases.MergeCase;
using Kept.Cases.ReopenCase;
using Kept.Domain.Cases;
using Kept.Files;

namespace Kept.Desk.Api;

/// <summary>How a case ends, and how that is taken back.</summary>
internal static class ClosingApi
{
    public static void MapClosing(this IEndpointRouteBuilder cases)
    {
        cases.MapPost("/{reference}/close", (string reference, CaseCall call, CloseCase operation, CancellationToken cancellation) =>
                call.DoAsync<CloseBody>(reference, order => operation.HandleAsync(
                    new CloseCaseInput(
                        order.Reference, order.Seen, order.By, order.Body.Chosen!.Value,
                        string.IsNullOrWhiteSpace(order.Body.Words) ? null : order.Body.Words.Trim(), order.Files),
                    cancellation), FilePurpose.Proof))
            .ChangesCase(new CloseBody("fixed", "The mattress is gone."), files: true)
            .WithName("CloseCase").WithSummary("Closes the case and tells everybody who follows it; send a form with the field files for photos.");

        cases.MapPost("/{reference}/undo-close", (string reference, CaseCall call, UndoClose operation, CancellationToken cancellation) =>
                call.DoAsync<NoBody>(reference, order => operation.HandleAsync(new UndoCloseInput(order.Reference, order.Seen, order.By), cancellation)))
            .ChangesCase<NoBody>()
            .WithName("UndoClose").WithSummary("Takes back a close that was a mistake: the case goes on with the promises it had.");

        cases.MapPost("/{reference}/reopen", (string reference, CaseCall call, ReopenCase operation, CancellationToken cancellation) =>
                call.DoAsync<WordsBody>(reference, order => operation.HandleAsync(
                    new ReopenCaseInput(order.Reference, order.Seen, order.By, order.Body.SaidOrNull), cancellation)))
            .ChangesCase(new WordsBody("Half of it is still there."))
            .WithName("ReopenCase").WithSummary("Opens a closed case again, with a new promise.");

        cases.MapPost("/{reference}/merge", (string reference, CaseCall call, MergeCase operation, CancellationToken cancellation) =>
                call.DoAsync<MergeBody>(reference, order => operation.HandleAsync(
                    new MergeCaseInput(order.Reference, order.Seen, order.By, order.Body.Other!.Value), cancellation)))
            .ChangesCase(new MergeBody("K7QF-3M9T"))
            .WithName("MergeCase").WithSummary("Closes the case as a duplicate of another. Whoever followed this one follows that one.");

        cases.MapPost("/{reference}/unmerge", (string reference, CaseCall call, UnmergeCase operation, CancellationToken cancellation) =>
                call.DoAsync<NoBody>(reference, order => operation.HandleAsync(new UnmergeCaseInput(order.Reference, order.Seen, order.By), cancellation)))
            .ChangesCase<NoBody>()
            .WithName("UnmergeCase").WithSummary("Takes a merge back: the case is open again with the promises it had.");
    }

    /// <param name="Outcome">fixed, notOurs, notFound or noAction.</param>
    /// <param name="Words">What the resident is told about it.</param>
    internal sealed record CloseBody(string? Outcome, string? Words) : IChecksItself
    {
        /// <summary>A duplicate is merged, and only residents withdraw.</summary>
        internal Outcome? Chosen =>
            ApiNames.Parse<Outcome>(Outcome) is { } outcome and not (Domain.Cases.Outcome.Duplicate or Domain.Cases.Outcome.Withdrawn) ? outcome : null;

        public IEnumerable<FieldProblem> Problems() => Chosen is null ? [new FieldProblem("outcome", "case.problem.outcome")] : [];
    }

    /// <param name="Into">Reference of the case that goes on.</param>
    internal sealed record MergeBody(string? Into) : IChecksItself
    {
        internal Reference? Other => Reference.TryParse(Into, out var reference) ? reference : null;

        public IEnumerable<FieldProblem> Problems() => Other is null ? [new FieldProblem("into", "refused.mergeUnknown")] : [];
    }
}
