using Kept.Cases.EndStage;
using Kept.Cases.RecordVisit;
using Kept.Files;
using Microsoft.AspNetCore.Mvc;

namespace Kept.Desk.CasePage;

/// <summary>Somebody was there, done or not done, with photos that prove it; or the step is done without a visit.</summary>
internal sealed partial class CasePage
{
    [BindProperty]
    public VisitForm Visit { get; set; } = new();

    [BindProperty]
    public StepForm Step { get; set; } = new();

    public async Task<IActionResult> OnPostVisitAsync(
        [FromServices] RecordVisit operation, [FromServices] FormUploads uploads, CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is not { } about)
        {
            return NotFound();
        }

        var at = MomentOf(Visit.At, "Visit.At", about.ReceivedAt);
        if (Visit.Done is not ("yes" or "no"))
        {
            ModelState.AddModelError("Visit.Done", words["case.problem.visitDone"]);
        }

        var photos = await TakeFilesAsync(uploads, about, Visit.Photos, "Visit.Photos", FilePurpose.Proof, cancellationToken);
        return await DoAsync("visit", Visit.Done == "no" ? "Visit.Reason" : "Visit.At", (reference, by) => operation.HandleAsync(
            new RecordVisitInput(reference, Seen, by, at!.Value, Visit.Done == "yes", Visit.Reason, Blank(Visit.Words), photos),
            cancellationToken), cancellationToken);
    }

    public Task<IActionResult> OnPostStepAsync([FromServices] EndStage operation, CancellationToken cancellationToken) =>
        DoAsync("step", "Step.Words", (reference, by) => operation.HandleAsync(
            new EndStageInput(reference, Seen, by, Blank(Step.Words)), cancellationToken), cancellationToken);

    internal sealed class VisitForm
    {
        public string? At { get; set; }

        /// <summary>"yes" or "no".</summary>
        public string? Done { get; set; }

        public string? Reason { get; set; }

        public string? Words { get; set; }

        public List<IFormFile> Photos { get; set; } = [];
    }

    internal sealed class StepForm
    {
        public string? Words { get; set; }
    }
}
