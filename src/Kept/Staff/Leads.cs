using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Staff;

/// <summary>Where a message to somebody who works here goes.</summary>
internal sealed record StaffAddress(long Id, string Name, string Mail, string Language);

/// <summary>Who answers for a team: gets early warnings, and owns the next step when a promise is broken.</summary>
internal sealed class Leads(KeptDb db)
{
    /// <summary>The leads of the team; where it has none, the administrators, as somebody always has to.</summary>
    public async Task<IReadOnlyList<StaffAddress>> OfTeamAsync(string team, CancellationToken cancellationToken)
    {
        var leads = await FindAsync(m => m.Role == StaffRole.Lead && m.Team == team, cancellationToken);
        return leads.Count > 0 ? leads : await FindAsync(m => m.Role == StaffRole.Administrator, cancellationToken);
    }

    /// <summary>One person's address; null when that person no longer works here.</summary>
    public async Task<StaffAddress?> AddressOfAsync(long staffId, CancellationToken cancellationToken) =>
        (await FindAsync(m => m.Id == staffId, cancellationToken)).SingleOrDefault();

    private async Task<List<StaffAddress>> FindAsync(
        System.Linq.Expressions.Expression<Func<StaffMember, bool>> whom, CancellationToken cancellationToken) =>
        await db.Set<StaffMember>().AsNoTracking().Where(m => m.Active && m.EmailConfirmed).Where(whom)
            .OrderBy(m => m.Id)
            .Select(m => new StaffAddress(m.Id, m.Name, m.Email!, m.Language))
            .ToListAsync(cancellationToken);
}
