using System.Collections.Immutable;
using Kept.Staff;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Demo;

internal static class DemoColleagues
{
    /// <summary>The mail domain of everybody who works for the demo council; reserved, so that no real person has it.</summary>
    private const string Domain = "@millbrook.example";

    /// <summary>Those who work for the demo council; nobody where this is a real one.</summary>
    public static async Task<ImmutableArray<Colleague>> ReadAsync(KeptDb db, CancellationToken cancellationToken)
    {
        var members = await db.Set<StaffMember>().AsNoTracking().Where(member => member.Active && member.EmailConfirmed)
            .OrderBy(member => member.Id).ToListAsync(cancellationToken);
        return
        [
            .. members.Where(member => member.Mail.EndsWith(Domain, StringComparison.OrdinalIgnoreCase))
                .Select(member => new Colleague(new StaffAddress(member.Id, member.Name, member.Mail, member.Language), member.Role, member.Team)),
        ];
    }
}
