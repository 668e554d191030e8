using Kept.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Kept.Staff.ManageStaff;

/// <summary>The list of people who work here, for administrators.</summary>
internal sealed class StaffListPage(StaffList list, StaffDirectory directory, StaffTeams teams, Words words) : StaffPage(words)
{
    [FromQuery(Name = "invited")]
    public long? InvitedId { get; set; }

    [FromQuery(Name = "changed")]
    public long? ChangedId { get; set; }

    public string? Notice { get; private set; }

    public IReadOnlyList<ListedPerson> People { get; private set; } = [];

    public string NameOfTeam(string code) => teams.NameOf(code, Words.Language);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        People = await list.ReadAsync(cancellationToken);
        Notice = await NoticeAsync("staff.invite.sent", InvitedId, cancellationToken)
            ?? await NoticeAsync("staff.edit.saved", ChangedId, cancellationToken);
    }

    private async Task<string?> NoticeAsync(string text, long? id, CancellationToken cancellationToken) =>
        id is { } known && await directory.FindAsync(known, cancellationToken) is { } entry ? Words[text, ("name", entry.Name)] : null;
}
