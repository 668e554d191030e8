using Kept.Api;
using Kept.Cases.MakePromise;
using Kept.Cases.PauseCase;
using Kept.Cases.RevisePromise;
using NodaTime;
using NodaTime.Text;

namespace Kept.Desk.Api;

/// <summary>What was promised: a new date, a promise of one's own, one that is kept, and clocks that stand still.</summary>
internal static class PromisesApi
{
    public static void MapPromises(this IEndpointRouteBuilder cases)
    {
        cases.MapPost("/{reference}/promises", (string reference, CaseCall call, MakePromise operation, CancellationToken cancellation) =>
                call.DoAsync<PromiseBody>(reference, order => operation.HandleAsync(
                    new MakePromiseInput(order.Reference, order.Seen, order.By, order.Body.Day!.Value, order.Body.Words?.Trim() ?? ""), cancellation)))
            .ChangesCase(new PromiseBody("2026-03-13", "We will ring you back with the surveyor's answer."))
            .WithName("MakePromise").WithSummary("Promises something to the resident, in words and with a day. They are told.");

        cases.MapPost("/{reference}/promises/{promise}/revise", (string reference, string promise, CaseCall call, RevisePromise operation, CancellationToken cancellation) =>
                call.DoAsync<RevisionBody>(reference, order => operation.HandleAsync(
                    new RevisePromiseInput(
                        order.Reference, order.Seen, order.By, ApiIds.Parse(promise), order.Body.Day!.Value, order.Body.Reason?.Trim() ?? ""),
                    cancellation)))
            .ChangesCase(new RevisionBody("2026-03-20", "The van was full."))
            .WithName("RevisePromise").WithSummary("Gives a new day with a reason. Everybody who follows the case is told at once.");

        cases.MapPost("/{reference}/promises/{promise}/keep", (string reference, string promise, CaseCall call, KeepPromise operation, CancellationToken cancellation) =>
                call.DoAsync<NoBody>(reference, order => operation.HandleAsync(
                    new KeepPromiseInput(order.Reference, order.Seen, order.By, ApiIds.Parse(promise)), cancellation)))
            .ChangesCase<NoBody>()
            .WithName("KeepPromise").WithSummary("Says that what an agent promised is done.");

        cases.MapPost("/{reference}/pause", (string reference, CaseCall call, PauseCase operation, CancellationToken cancellation) =>
                call.DoAsync<ReasonBody>(reference, order => operation.HandleAsync(
                    new PauseCaseInput(order.Reference, order.Seen, order.By, order.Body.Reason?.Trim() ?? ""), cancellation)))
            .ChangesCase(new ReasonBody("Please send us a photo of the crack."))
            .WithName("PauseCase").WithSummary("Stops the clocks because we wait for the resident, and asks them.");

        cases.MapPost("/{reference}/resume", (string reference, CaseCall call, ResumeCase operation, CancellationToken cancellation) =>
                call.DoAsync<NoBody>(reference, order => operation.HandleAsync(new ResumeCaseInput(order.Reference, order.Seen, order.By), cancellation)))
            .ChangesCase<NoBody>()
            .WithName("ResumeCase").WithSummary("Lets the clocks go on, and tells the new dates.");
    }

    /// <param name="Date">The day, such as 2026-03-13.</param>
    /// <param name="Words">The sentence the resident is given; the date is added to it.</param>
    internal sealed record PromiseBody(string? Date, string? Words) : IChecksItself
    {
        internal LocalDate? Day => DayOf(Date);

        public IEnumerable<FieldProblem> Problems() => CheckDay(Day);
    }

    /// <param name="Date">The new day, such as 2026-03-20.</param>
    /// <param name="Reason">As the resident is told.</param>
    internal sealed record RevisionBody(string? Date, string? Reason) : IChecksItself
    {
        internal LocalDate? Day => DayOf(Date);

        public IEnumerable<FieldProblem> Problems() => CheckDay(Day);
    }

    /// <param name="Reason">What we need from the resident, in words they will read.</param>
    internal sealed record ReasonBody(string? Reason);

    private static IEnumerable<FieldProblem> CheckDay(LocalDate? day) => day is null ? [new FieldProblem("date", "case.problem.date")] : [];

    private static LocalDate? DayOf(string? text) => LocalDatePattern.Iso.Parse(text ?? "") is { Success: true, Value: var day } ? day : null;
}
