using Kept.Staff.SignIn;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Staff.ManageStaff;

/// <param name="State">As in <see cref="ListedPerson"/>.</param>
/// <param name="Changes">What was changed about this person's access, the newest first.</param>
internal sealed record Colleague(StaffMember Member, string State, IReadOnlyList<StaffChange> Changes);

/// <summary>One person who works or worked here, for administrators.</summary>
internal sealed class ReadColleague(KeptDb db, SignInTries tries)
{
    private const int MostChanges = 50;

    /// <summary>Null where there is nobody of this id.</summary>
    public async Task<Colleague?> HandleAsync(long id, CancellationToken cancellationToken)
    {
        if (await db.Set<StaffMember>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancellationToken) is not { } member)
        {
            return null;
        }

        var changes = await db.Set<StaffChange>().AsNoTracking().Where(change => change.StaffId == id)
            .OrderByDescending(change => change.At).ThenByDescending(change => change.Id).Take(MostChanges).ToListAsync(cancellationToken);
        return new Colleague(member, StaffList.StateOf(member, await tries.LockedHashesAsync(cancellationToken)), changes);
    }
}
