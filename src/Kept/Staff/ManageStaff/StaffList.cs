using Kept.Staff.SignIn;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Staff.ManageStaff;

/// <param name="State">"active", "invited", "locked" or "gone", as the texts name it.</param>
internal sealed record ListedPerson(long Id, string Name, string Mail, StaffRole Role, string? Team, string State)
{
    public string? Colour => State switch
    {
        "active" => "green",
        "invited" => "blue",
        "gone" => "grey",
        _ => null,
    };
}

/// <summary>Everybody who works or worked here: those who are here first, then by name.</summary>
internal sealed class StaffList(KeptDb db, SignInTries tries)
{
    public async Task<IReadOnlyList<ListedPerson>> ReadAsync(CancellationToken cancellationToken)
    {
        var members = await db.Set<StaffMember>().AsNoTracking().ToListAsync(cancellationToken);
        var locked = await tries.LockedHashesAsync(cancellationToken);
        return
        [
            .. members.OrderByDescending(m => m.Active).ThenBy(m => m.Name, StringComparer.CurrentCulture)
                .Select(m => new ListedPerson(m.Id, m.Name, m.Mail, m.Role, m.Team, StateOf(m, locked))),
        ];
    }

    public static string StateOf(StaffMember member, HashSet<string> locked) =>
        !member.Active ? "gone"
        : !member.HasJoined ? "invited"
        : locked.Contains(SignInTry.HashOf(member.Mail)) ? "locked"
        : "active";
}
