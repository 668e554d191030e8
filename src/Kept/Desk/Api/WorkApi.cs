using Kept.Api;
using Kept.Cases.EndStage;
using Kept.Cases.RecordVisit;
using Kept.Files;
using NodaTime;

namespace Kept.Desk.Api;

/// <summary>Somebody was there, done or not done; or the step is done without a visit.</summary>
internal static class WorkApi
{
    public static void MapWork(this IEndpointRouteBuilder cases)
    {
        cases.MapPost("/{reference}/visits", (string reference, CaseCall call, RecordVisit operation, DeskTime time, CancellationToken cancellation) =>
                call.DoAsync<VisitBody>(reference, order => operation.HandleAsync(
                    new RecordVisitInput(
                        order.Reference, order.Seen, order.By, order.Body.At is { } at ? Instant.FromDateTimeOffset(at) : time.Now,
                        order.Body.Done!.Value, order.Body.Reason, string.IsNullOrWhiteSpace(order.Body.Words) ? null : order.Body.Words.Trim(), order.Files),
                    cancellation), FilePurpose.Proof))
            .ChangesCase(new VisitBody(null, false, "van-full", "We come again with the large van."), files: true)
            .WithName("RecordVisit").WithSummary("Records that somebody was there; send a form with the field files for photos. Everybody who follows the case is told at once.");

        cases.MapPost("/{reference}/steps/end", (string reference, CaseCall call, EndStage operation, CancellationToken cancellation) =>
                call.DoAsync<WordsBody>(reference, order => operation.HandleAsync(
                    new EndStageInput(order.Reference, order.Seen, order.By, order.Body.SaidOrNull), cancellation)))
            .ChangesCase(new WordsBody("The place is granted."))
            .WithName("EndStep").WithSummary("Says that the current step is done without a visit: a decision made, an answer given.");
    }

    /// <param name="At">When it was; now, where it is not said.</param>
    /// <param name="Reason">Code of one of the service's reasons; needed when it was not done.</param>
    internal sealed record VisitBody(DateTimeOffset? At, bool? Done, string? Reason, string? Words) : IChecksItself
    {
        public IEnumerable<FieldProblem> Problems() => Done is null ? [new FieldProblem("done", "case.problem.visitDone")] : [];
    }
}
