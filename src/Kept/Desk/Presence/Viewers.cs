using System.Collections.Immutable;
using System.Data.Common;
using Kept.Domain.Cases;
using Kept.Staff;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Desk.Presence;

/// <summary>A colleague who has the same case open.</summary>
internal sealed record OtherViewer(string Name, bool Writing);

/// <summary>Who looks at a case at the moment: the page refreshes it while it is open, and a minute of silence ends it.</summary>
internal sealed class Viewers(KeptDb db, StaffDirectory staff, IClock clock)
{
    public static readonly Duration Stale = Duration.FromSeconds(60);

    /// <summary>A row this young is not written again.</summary>
    private static readonly Duration Young = Duration.FromSeconds(15);

    /// <summary>Notes that somebody is there, and tells who else is.</summary>
    public async Task<ImmutableArray<OtherViewer>> SeeAsync(CaseId about, long me, bool writing, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        var viewers = await db.Set<CaseViewer>().Where(viewer => viewer.CaseId == about).ToListAsync(cancellationToken);
        var mine = viewers.FirstOrDefault(viewer => viewer.StaffId == me);
        if (mine is null || mine.Writing != writing || now - mine.SeenAt > Young)
        {
            await NoteAsync(mine, new CaseViewer(about, me, now, writing), cancellationToken);
        }

        var others = ImmutableArray.CreateBuilder<OtherViewer>();
        foreach (var other in viewers.Where(viewer => viewer.StaffId != me && now - viewer.SeenAt < Stale))
        {
            if (await staff.FindAsync(other.StaffId, cancellationToken) is { } colleague)
            {
                others.Add(new OtherViewer(colleague.Name, other.Writing));
            }
        }

        return others.ToImmutable();
    }

    /// <summary>Somebody has closed the page.</summary>
    public async Task LeaveAsync(CaseId about, long me, CancellationToken cancellationToken)
    {
        if (await db.FindAsync<CaseViewer>([about, me], cancellationToken) is { } mine)
        {
            db.Remove(mine);
            await SaveAsync(cancellationToken);
        }
    }

    private async Task NoteAsync(CaseViewer? mine, CaseViewer seen, CancellationToken cancellationToken)
    {
        if (mine is null)
        {
            db.Add(seen);
        }
        else
        {
            mine.See(seen.SeenAt, seen.Writing);
        }

        await SaveAsync(cancellationToken);
    }

    /// <summary>
    /// Two tabs of one person meet here; whichever came first is as good as the other. And a case can be read while nothing can
    /// be written: what fails at the commit of <see cref="Storage.Sqlite.WriteLane"/>, as on a full disk, arrives as the database said it.
    /// </summary>
    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (Exception problem) when (problem is DbUpdateException or DbException)
        {
            db.ChangeTracker.Clear();
        }
    }
}
