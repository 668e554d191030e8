using Kept.Cases.CloseCase;
using Kept.Cases.MergeCase;
using Kept.Cases.ReopenCase;
using Kept.Domain.Cases;
using Kept.Files;
using Microsoft.AspNetCore.Mvc;

namespace Kept.Desk.CasePage;

/// <summary>How a case ends, and how that is taken back.</summary>
internal sealed partial class CasePage
{
    [BindProperty]
    public CloseForm Close { get; set; } = new();

    [BindProperty]
    public ReopenForm Reopen { get; set; } = new();

    [BindProperty]
    public MergeForm Merge { get; set; } = new();

    public async Task<IActionResult> OnPostCloseAsync(
        [FromServices] CloseCase operation, [FromServices] FormUploads uploads, CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is not { } about)
        {
            return NotFound();
        }

        var outcome = OneOf<Outcome>(Close.Outcome);
        if (outcome is null or Outcome.Duplicate or Outcome.Withdrawn)
        {
            ModelState.AddModelError("Close.Outcome", words["case.problem.outcome"]);
        }

        var photos = await TakeFilesAsync(uploads, about, Close.Photos, "Close.Photos", FilePurpose.Proof, cancellationToken);
        return await DoAsync("close", "Close.Words", (reference, by) => operation.HandleAsync(
            new CloseCaseInput(reference, Seen, by, outcome!.Value, Blank(Close.Words), photos), cancellationToken), cancellationToken);
    }

    public Task<IActionResult> OnPostUndoCloseAsync([FromServices] UndoClose operation, CancellationToken cancellationToken) =>
        DoAsync("undoclose", "", (reference, by) => operation.HandleAsync(
            new UndoCloseInput(reference, Seen, by), cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostReopenAsync([FromServices] ReopenCase operation, CancellationToken cancellationToken) =>
        DoAsync("reopen", "Reopen.Words", (reference, by) => operation.HandleAsync(
            new ReopenCaseInput(reference, Seen, by, Blank(Reopen.Words)), cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostMergeAsync([FromServices] MergeCase operation, CancellationToken cancellationToken)
    {
        if (!Domain.Cases.Reference.TryParse(Merge.Into, out var into))
        {
            ModelState.AddModelError("Merge.Into", words["refused.mergeUnknown"]);
        }

        return DoAsync("merge", "Merge.Into", (reference, by) => operation.HandleAsync(
            new MergeCaseInput(reference, Seen, by, into), cancellationToken), cancellationToken);
    }

    public Task<IActionResult> OnPostUnmergeAsync([FromServices] UnmergeCase operation, CancellationToken cancellationToken) =>
        DoAsync("unmerge", "", (reference, by) => operation.HandleAsync(
            new UnmergeCaseInput(reference, Seen, by), cancellationToken), cancellationToken);

    internal sealed class CloseForm
    {
        public string? Outcome { get; set; }

        public string? Words { get; set; }

        public List<IFormFile> Photos { get; set; } = [];
    }

    internal sealed class ReopenForm
    {
        public string? Words { get; set; }
    }

    internal sealed class MergeForm
    {
        public string? Into { get; set; }
    }
}
