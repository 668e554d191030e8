using System.Collections.Immutable;
using Kept.Api;
using Kept.Cases;
using Kept.Cases.AddInformation;
using Kept.Cases.ReopenCase;
using Kept.Cases.Timeline;
using Kept.Cases.WithdrawCase;
using Kept.Domain.Calendars;
using Kept.Domain.Cases;
using Kept.Domain.Promises;
using Kept.Files;
using Kept.Promises;
using Kept.Storage;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Kept.Tracking.SeeCase;

/// <param name="Says">The key of the text that is read out in place of a picture.</param>
internal sealed record PhotoList(string Says, ImmutableArray<StoredFile> Files);

/// <summary>The case as its resident sees it: the promise first, what happened, what comes next, and what they can do.</summary>
internal sealed class SeeCasePage(
    LinkedCases linked, KeptDb db, PublicTimeline timeline, ResidentFiles files, FileLimits limits, TextLibrary texts, Words words, FormOnce once,
    AddInformation add, WithdrawCase withdraw, ReopenCase reopen, StopFollowing stop, CaseThatGoesOn goesOn) : PageModel
{
    private const int LongestWords = 5000;

    [BindProperty(SupportsGet = true, Name = "reference")]
    public string? ReferenceText { get; set; }

    [BindProperty(SupportsGet = true, Name = "secret")]
    public string? SecretText { get; set; }

    [BindProperty]
    public string? More { get; set; }

    [BindProperty]
    public List<IFormFile> Photos { get; set; } = [];

    [BindProperty]
    public string? Why { get; set; }

    [BindProperty]
    public string? StillThere { get; set; }

    public Looking Looking { get; private set; } = null!;

    public Case Case => Looking.Case;

    public string ServiceName => Looking.File.Service.Name.In(words.Language);

    public string What => CaseTitle.In(Case, Looking.File.Service, texts, words);

    public ImmutableArray<EventLine> Timeline { get; private set; } = [];

    /// <summary>What everybody added who is not us.</summary>
    public ImmutableArray<StoredFile> Files { get; private set; } = [];

    /// <summary>Photos of what we did.</summary>
    public ImmutableArray<StoredFile> Proof { get; private set; } = [];

    public string OnceKey { get; } = FormOnce.NewKey();

    /// <summary>The address of whoever looks has not been shown to be theirs yet.</summary>
    public bool AskToConfirm { get; private set; }

    public FileLimits Limits => limits;

    /// <summary>The case this one was merged into.</summary>
    public GoesOnAs? GoesOn { get; private set; }

    /// <summary>What just happened, as the key of a text.</summary>
    public string? Done { get; private set; }

    public Promise? Promise => Case.IsClosed ? null : Case.CurrentPromise;

    /// <summary>What we promised besides.</summary>
    public IEnumerable<Promise> MorePromises => Case.IsClosed ? [] : Case.OpenPromises.Where(promise => promise.IsRunning && promise != Promise);

    /// <summary>Whoever has left it to others has nothing more to take back; what was typed all the same stays on the page that says so.</summary>
    public bool MayWithdraw => Looking.IsReporter && !Case.IsClosed && (Case.Reporter is { IsFollowing: true } || !Case.IsWaitedForByOthers
        || ModelState.GetFieldValidationState(nameof(Why)) == ModelValidationState.Invalid);

    public string InWords(Promise promise) => Looking.File.Work.Promises.InWords(promise, words.Language);

    public ImmutableArray<string> StepsOf(Promise promise) => ExplanationWords.Sentences(ExplanationJson.Read(promise.Explanation), words);

    public IEnumerable<string> Next => Case.IsClosed
        ? []
        : Case.Stages.Where(stage => stage is { ClockStartedAt: null, EndedAt: null }).OrderBy(stage => stage.Ordinal)
            .Select(stage => Looking.File.Service.StageOf(stage.Code).Next.In(words.Language));

    /// <summary>Everything the reader sent; empty for others who follow the case.</summary>
    public ImmutableArray<RecordedLine> Recorded { get; private set; } = [];

    /// <summary>The files that came with the report, by name, type and size; empty for others who follow the case.</summary>
    public ImmutableArray<string> Arrived { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? done, CancellationToken cancellationToken)
    {
        if (!await LookAsync(cancellationToken))
        {
            return NotFound();
        }

        Done = done switch
        {
            "withdrawn" when !Case.IsClosed => "leftToOthers",
            "added" or "withdrawn" or "reopened" or "confirmed" or "stopped" => done,
            _ => null,
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAddAsync(CancellationToken cancellationToken)
    {
        if (!await LookAsync(cancellationToken))
        {
            return NotFound();
        }

        var (taken, problems) = await files.TakeAsync(Case.Id, Photos, cancellationToken);
        foreach (var problem in problems)
        {
            ModelState.AddModelError(nameof(Photos), problem);
        }

        if ((More?.Length ?? 0) > LongestWords)
        {
            ModelState.AddModelError(nameof(More), words["tracking.add.tooLong", ("most", LongestWords)]);
        }

        return ModelState.IsValid
            ? await DoAsync("added", nameof(More), () => add.HandleAsync(
                new AddInformationInput(Case.Reference, By.Resident, Channel.Web, More?.Trim(), taken), cancellationToken), cancellationToken)
            : Page();
    }

    public Task<IActionResult> OnPostWithdrawAsync(CancellationToken cancellationToken) =>
        ActAsync("withdrawn", nameof(Why), reporterOnly: true, () => withdraw.HandleAsync(new WithdrawCaseInput(Case.Reference, By.Resident, Why?.Trim()), cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostNotFixedAsync(CancellationToken cancellationToken) =>
        ActAsync("reopened", nameof(StillThere), reporterOnly: false, () => reopen.HandleAsync(new ReopenCaseInput(Case.Reference, null, By.Resident, StillThere?.Trim()), cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostStopAsync(CancellationToken cancellationToken) =>
        ActAsync("stopped", "", reporterOnly: false, () => stop.HandleAsync(Case.Reference, Looking.Follower?.Id ?? Case.Reporter!.Id, cancellationToken), cancellationToken);

    public async Task<IActionResult> OnPostConfirmAsync(CancellationToken cancellationToken)
    {
        if (!await LookAsync(cancellationToken))
        {
            return NotFound();
        }

        await linked.ConfirmAsync(Looking, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return Redirect("?done=confirmed");
    }

    private async Task<IActionResult> ActAsync(
        string done, string field, bool reporterOnly, Func<Task<CaseOutcome>> act, CancellationToken cancellationToken) =>
        !await LookAsync(cancellationToken) || (reporterOnly && !Looking.IsReporter)
            ? NotFound()
            : await DoAsync(done, field, act, cancellationToken);

    private async Task<IActionResult> DoAsync(string done, string field, Func<Task<CaseOutcome>> act, CancellationToken cancellationToken)
    {
        switch (await once.DoAsync($"link:{RequestHash.Of(SecretText!)}", act, outcome => outcome is CaseOutcome.Done))
        {
            case null:
                return Redirect($"?done={done}");
            case CaseOutcome.Done:
                await linked.ConfirmAsync(Looking, cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
                return Redirect($"?done={done}");
            case CaseOutcome.Refused refused:
                ModelState.AddModelError(field, refused.In(words));
                return Page();
            case CaseOutcome.ChangedMeanwhile:
                ModelState.AddModelError(field, words["tracking.again"]);
                return Page();
            default:
                return NotFound();
        }
    }

    private async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        if (await linked.FindAsync(ReferenceText, SecretText, cancellationToken) is not { } looking)
        {
            return false;
        }

        Looking = looking;
        AskToConfirm = looking.Follower is { Mail: not null } follower && !await linked.IsConfirmedAsync(follower, cancellationToken);
        GoesOn = await goesOn.OfAsync(looking, cancellationToken);
        var shown = await db.Set<StoredFile>().AsNoTracking()
            .Where(file => file.CaseId == Case.Id && file.IsPublic && (looking.IsReporter || file.Purpose == FilePurpose.Proof))
            .OrderBy(file => file.Id).ToListAsync(cancellationToken);
        Proof = [.. shown.Where(file => file.Purpose == FilePurpose.Proof)];
        Files = [.. shown.Where(file => file.Purpose != FilePurpose.Proof)];
        Timeline = await timeline.OfAsync(looking.File, looking.IsReporter, words, cancellationToken);
        if (looking.IsReporter)
        {
            Recorded = WhatWasRecorded.Lines(Case, looking.File.Service, words);
            Arrived = WhatWasRecorded.Files(Case, looking.File.Service, await db.FilesOfReportAsync(Case, cancellationToken), named: true, words);
        }

        return true;
    }
}
