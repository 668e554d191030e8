using Kept.Cases.MakePromise;
using Kept.Cases.PauseCase;
using Kept.Cases.RevisePromise;
using Microsoft.AspNetCore.Mvc;

namespace Kept.Desk.CasePage;

/// <summary>What was promised: a new date, a promise of one's own, one that is kept, and clocks that stand still.</summary>
internal sealed partial class CasePage
{
    [BindProperty]
    public ReviseForm Revise { get; set; } = new();

    /// <summary>The prepared notice of a broken promise, with the words and the date as somebody approved them.</summary>
    [BindProperty]
    public ReviseForm Approve { get; set; } = new();

    [BindProperty]
    public PromiseForm Promise { get; set; } = new();

    [BindProperty]
    public PauseForm Pause { get; set; } = new();

    [BindProperty]
    public string? Keep { get; set; }

    public Task<IActionResult> OnPostReviseAsync([FromServices] RevisePromise operation, CancellationToken cancellationToken) =>
        GiveDateAsync("revise", nameof(Revise), Revise, operation, cancellationToken);

    public Task<IActionResult> OnPostApproveAsync([FromServices] RevisePromise operation, CancellationToken cancellationToken) =>
        GiveDateAsync("approve", nameof(Approve), Approve, operation, cancellationToken);

    public Task<IActionResult> OnPostPromiseAsync([FromServices] MakePromise operation, CancellationToken cancellationToken)
    {
        var day = DayOf(Promise.Date, "Promise.Date");
        return DoAsync("promise", "Promise.Date", (reference, by) => operation.HandleAsync(
            new MakePromiseInput(reference, Seen, by, day!.Value, Promise.Words?.Trim() ?? ""), cancellationToken), cancellationToken);
    }

    public Task<IActionResult> OnPostKeepAsync([FromServices] KeepPromise operation, CancellationToken cancellationToken) =>
        DoAsync("keep", "", (reference, by) => operation.HandleAsync(
            new KeepPromiseInput(reference, Seen, by, NumberOf(Keep) ?? 0), cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostPauseAsync([FromServices] PauseCase operation, CancellationToken cancellationToken) =>
        DoAsync("pause", "Pause.Reason", (reference, by) => operation.HandleAsync(
            new PauseCaseInput(reference, Seen, by, Pause.Reason?.Trim() ?? ""), cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostResumeAsync([FromServices] ResumeCase operation, CancellationToken cancellationToken) =>
        DoAsync("resume", "", (reference, by) => operation.HandleAsync(
            new ResumeCaseInput(reference, Seen, by), cancellationToken), cancellationToken);

    private Task<IActionResult> GiveDateAsync(
        string panel, string form, ReviseForm typed, RevisePromise operation, CancellationToken cancellationToken)
    {
        var day = DayOf(typed.Date, form + ".Date");
        var field = string.IsNullOrWhiteSpace(typed.Reason) ? form + ".Reason" : form + ".Date";
        return DoAsync(panel, field, (reference, by) => operation.HandleAsync(
            new RevisePromiseInput(reference, Seen, by, NumberOf(typed.Promise) ?? 0, day!.Value, typed.Reason?.Trim() ?? ""),
            cancellationToken), cancellationToken);
    }

    internal sealed class ReviseForm
    {
        /// <summary>Which one.</summary>
        public string? Promise { get; set; }

        public string? Date { get; set; }

        public string? Reason { get; set; }
    }

    internal sealed class PromiseForm
    {
        public string? Date { get; set; }

        public string? Words { get; set; }
    }

    internal sealed class PauseForm
    {
        public string? Reason { get; set; }
    }
}
