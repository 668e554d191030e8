using System.Collections.Immutable;
using Kept.Api;
using Kept.Cases;
using Kept.Cases.Timeline;
using Kept.Desk.Presence;
using Kept.Domain.Cases;
using Kept.Staff;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kept.Desk.CasePage;

/// <summary>
/// One case on one screen. Every action is a form on it that posts to a handler of its own name (folder Actions); opening
/// that address shows the page with the form open, so all of it works without script.
/// </summary>
internal sealed partial class CasePage(
    ReadCase read, ReadTimeline timeline, Viewers viewers, CurrentStaff current, StaffDirectory staff, StaffTeams teams, DeskTime time, Words words,
    FormOnce once) : PageModel
{
    [FromRoute(Name = "reference")]
    public string Typed { get; set; } = "";

    /// <summary>The form that is open.</summary>
    [FromRoute(Name = "handler")]
    public string? Panel { get; set; }

    /// <summary>The version on the screen when the form was filled in.</summary>
    [BindProperty]
    public int? Seen { get; set; }

    /// <summary>The newest event on the screen then.</summary>
    [BindProperty]
    public long? SeenEvent { get; set; }

    [FromQuery(Name = "show")]
    public TimelineFilter Show { get; set; }

    /// <summary>What was just done.</summary>
    [FromQuery(Name = "done")]
    public string? JustDone { get; set; }

    public CaseScreen Screen { get; private set; } = null!;

    public ImmutableArray<OtherViewer> Others { get; private set; } = [];

    /// <summary>What somebody else saved while this person was typing; null when nothing was in the way.</summary>
    public ImmutableArray<EventLine>? ChangedMeanwhile { get; private set; }

    /// <summary>Colleagues a case can be handed to, with their teams.</summary>
    public IReadOnlyList<StaffEntry> Colleagues { get; private set; } = [];

    public DeskTime Time => time;

    public StaffIdentity Reader => current.Required;

    public string OnceKey { get; } = FormOnce.NewKey();

    public Reference Reference { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!Reference.TryParse(Typed, out var reference))
        {
            return NotFound();
        }

        return await ShowAsync(reference, cancellationToken) ? Page() : NotFound();
    }

    /// <summary>There is no such form.</summary>
    public IActionResult OnPost() => NotFound();

    /// <summary>The page is still open: who else looks at the case, as the part of the page that shows it.</summary>
    public async Task<IActionResult> OnPostHereAsync(bool writing, bool leaving, CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is not { } about)
        {
            return NotFound();
        }

        if (leaving)
        {
            await viewers.LeaveAsync(about.Id, Reader.Id, cancellationToken);
            return new NoContentResult();
        }

        Others = await viewers.SeeAsync(about.Id, Reader.Id, writing, cancellationToken);
        return Partial("/Desk/Presence/_Viewers.cshtml", Others);
    }

    public string AddressOf(string? panel) => $"/desk/cases/{Reference.Value}" + (panel is null ? "" : "/" + panel);

    /// <summary>Runs an operation for the person signed in, and answers as its outcome demands.</summary>
    /// <param name="panel">The form it came from.</param>
    /// <param name="field">Where a refusal is shown.</param>
    private async Task<IActionResult> DoAsync(
        string panel, string field, Func<Reference, By, Task<CaseOutcome>> operation, CancellationToken cancellationToken)
    {
        if (!Reference.TryParse(Typed, out var reference))
        {
            return NotFound();
        }

        Panel = panel;
        foreach (var (name, _) in Request.Form.Where(typed => typed.Value.Any(LongestWords.AreIn)))
        {
            ModelState.AddModelError(name, words[LongestWords.TextKey]);
        }

        if (!ModelState.IsValid)
        {
            return await ShowAgainAsync(reference, StatusCodes.Status422UnprocessableEntity, cancellationToken);
        }

        switch (await once.DoAsync($"staff:{Reader.Id}", () => operation(reference, By.Staff(Reader.Id)), outcome => outcome is CaseOutcome.Done))
        {
            case null or CaseOutcome.Done:
                return LocalRedirect($"/desk/cases/{reference.Value}?done={panel}");
            case CaseOutcome.Refused refused:
                ModelState.AddModelError(FieldOf(refused) ?? field, refused.In(words));
                return await ShowAgainAsync(reference, StatusCodes.Status422UnprocessableEntity, cancellationToken);
            case CaseOutcome.ChangedMeanwhile:
                return await ShowConflictAsync(reference, cancellationToken);
            default:
                return NotFound();
        }
    }

    /// <summary>The field that a refusal is about, where it is about one; null for any.</summary>
    private static string? FieldOf(CaseOutcome.Refused refused) => refused.TextKey switch
    {
        "visitTime" => "Visit.At",
        "visitReason" => "Visit.Reason",
        _ => null,
    };

    private async Task<IActionResult> ShowConflictAsync(Reference reference, CancellationToken cancellationToken)
    {
        if (!await ShowAsync(reference, cancellationToken))
        {
            return NotFound();
        }

        ChangedMeanwhile = await timeline.SinceAsync(Screen.File, SeenEvent ?? 0, cancellationToken);
        // The form is sent again on what is shown now.
        ModelState.Remove(nameof(Seen));
        ModelState.Remove(nameof(SeenEvent));
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private async Task<IActionResult> ShowAgainAsync(Reference reference, int status, CancellationToken cancellationToken)
    {
        Response.StatusCode = status;
        return await ShowAsync(reference, cancellationToken) ? Page() : NotFound();
    }

    private async Task<bool> ShowAsync(Reference reference, CancellationToken cancellationToken)
    {
        if (await read.HandleAsync(reference, Reader, cancellationToken) is not { } screen)
        {
            return false;
        }

        (Screen, Reference) = (screen, reference);
        Others = await viewers.SeeAsync(screen.About.Id, Reader.Id, writing: false, cancellationToken);
        Colleagues = await staff.ActiveAsync(cancellationToken);
        PrepareForms();
        return true;
    }

}
