using Kept.Settings;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Staff.ManageStaff;

/// <summary>One colleague: what this person may do, and what was changed about it.</summary>
internal sealed class ChangeStaffPage(
    ReadColleague read, ChangeStaff change, InviteStaff invite, StaffChoices choices, StaffTeams teams, StaffDirectory directory,
    CurrentStaff current, IOptions<KeptSettings> settings, Words words) : StaffPage(words)
{
    [FromRoute]
    public long Id { get; set; }

    [BindProperty]
    public string? Seen { get; set; }

    [BindProperty]
    public string? Role { get; set; }

    [BindProperty]
    public string? Team { get; set; }

    [BindProperty]
    public bool Here { get; set; }

    [FromQuery(Name = "sent")]
    public bool Sent { get; set; }

    public StaffMember Person { get; private set; } = null!;

    public string? Notice { get; private set; }

    public IReadOnlyList<(string At, string What)> History { get; private set; } = [];

    public StaffChoices Choices => choices;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        ShowCurrent();
        Notice = !Sent ? null
            : Person.HasJoined ? Words["staff.edit.resetSent", ("mail", Person.Mail)]
            : Words["staff.invite.sent", ("name", Person.Name)];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        if (!Enum.TryParse<StaffRole>(Role, out var role) || !Enum.IsDefined(role))
        {
            return ShowProblems([new InputProblem(nameof(Role), "staff.problem.role")]);
        }

        var edit = new StaffEdit(Id, Seen ?? "", role, string.IsNullOrEmpty(Team) ? null : Team, Here);
        return await change.RunAsync(current.Required, edit, cancellationToken) switch
        {
            ChangeStaffOutcome.Done => LocalRedirect($"/admin/staff?changed={Id}"),
            ChangeStaffOutcome.Refused refused => ShowProblems(refused.Problems),
            ChangeStaffOutcome.LastAdministrator => ShowProblems([new InputProblem(nameof(Role), "staff.edit.lastAdministrator")]),
            ChangeStaffOutcome.ChangedMeanwhile => ShowChangedMeanwhile(),
            ChangeStaffOutcome.NotFound => NotFound(),
            ChangeStaffOutcome.NotAllowed => Forbid(),
            var other => throw Unknown(other),
        };
    }

    public async Task<IActionResult> OnPostResetAsync(CancellationToken cancellationToken) =>
        await change.SendResetAsync(current.Required, Id, cancellationToken) is ChangeStaffOutcome.Done
            ? LocalRedirect($"/admin/staff/{Id}?sent=true")
            : NotFound();

    public async Task<IActionResult> OnPostAgainAsync(CancellationToken cancellationToken) =>
        await invite.AgainAsync(current.Required, Id, cancellationToken) is InviteOutcome.Invited
            ? LocalRedirect($"/admin/staff/{Id}?sent=true")
            : NotFound();

    private PageResult ShowChangedMeanwhile()
    {
        ModelState.Clear();
        ShowCurrent();
        ModelState.AddModelError(nameof(Role), Words["staff.edit.changedMeanwhile"]);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private void ShowCurrent() => (Role, Team, Here) = (Person.Role.ToString(), Person.Team, Person.Active);

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        if (await read.HandleAsync(Id, cancellationToken) is not { } colleague)
        {
            return false;
        }

        Person = colleague.Member;
        var zone = DateTimeZoneProviders.Tzdb[settings.Value.Organisation.TimeZone];
        var history = new List<(string, string)>();
        foreach (var one in colleague.Changes)
        {
            history.Add((Words.Moment(one.At.InZone(zone).LocalDateTime), await SayAsync(one, cancellationToken)));
        }

        History = history;
        return true;
    }

    private async Task<string> SayAsync(StaffChange one, CancellationToken cancellationToken)
    {
        var what = Words[$"staff.change.{one.Kind}", ("before", Value(one, one.Before)), ("after", Value(one, one.After))];
        return one.ById is { } by && await directory.FindAsync(by, cancellationToken) is { } author
            ? Words["staff.edit.by", ("what", what), ("name", author.Name)]
            : what;
    }

    private string? Value(StaffChange one, string? value) => one.Kind switch
    {
        StaffChangeKind.RoleChanged => Words["staff.role." + value],
        StaffChangeKind.TeamChanged => value is null ? Words["staff.admin.noTeam"] : teams.NameOf(value, Words.Language),
        _ => value,
    };
}
