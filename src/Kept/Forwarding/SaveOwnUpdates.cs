using Kept.Domain.Cases;
using Kept.Domain.Partners;
using Kept.Files;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Forwarding;

/// <summary>
/// Keeps for every partner who was given a case what is added to it: before every save, <see cref="KeptDb"/> lets it add a
/// row for words and files that came in, and for a case that was taken back or opened again. So no operation can forget it.
/// What only staff may read makes no row, and neither does what a partner sent.
/// </summary>
internal sealed class SaveOwnUpdates(IdSource ids, IClock clock, IOptions<ForwardingSettings> settings)
{
    public async Task AddAsync(KeptDb db, CancellationToken cancellationToken)
    {
        ForgetRefused(db);
        if (settings.Value.Partners.Count == 0)
        {
            return;
        }

        var lines = db.ChangeTracker.Entries<CaseEvent>().Where(entry => entry.State == EntityState.Added && entry.Entity.IsPublic && StatusOf(entry.Entity) is not null)
            .Select(entry => entry.Entity).OrderBy(line => line.Id).ToLookup(line => line.CaseId);
        var files = FilesOf(db).ToLookup(file => file.CaseId!.Value, file => file.Id);
        foreach (var forward in await ForwardsAsync(db, [.. lines.Select(of => of.Key).Union(files.Select(of => of.Key))], cancellationToken))
        {
            if (settings.Value.Partners.TryGetValue(forward.Partner, out var partner) && partner.SendUpdates)
            {
                db.AddRange(UpdatesFor(forward, [.. lines[forward.CaseId]], [.. files[forward.CaseId]]));
            }
        }
    }

    private IEnumerable<OwnUpdate> UpdatesFor(Forward forward, List<CaseEvent> lines, long[] files)
    {
        if (lines.Count == 0)
        {
            yield return new OwnUpdate(ids.Next(), forward.Id, null, WorkStatus.Open, clock.GetCurrentInstant(), files) { OfThisSave = true };
        }

        foreach (var line in lines)
        {
            yield return new OwnUpdate(ids.Next(), forward.Id, line.Id, StatusOf(line)!.Value, line.At, line == lines[0] ? files : []) { OfThisSave = true };
        }
    }

    private static WorkStatus? StatusOf(CaseEvent line) => line.Kind switch
    {
        EventKind.InformationAdded => WorkStatus.Open,
        EventKind.Reopened => WorkStatus.Reopen,
        EventKind.Withdrawn => WorkStatus.Closed,
        _ => null,
    };

    /// <summary>New ones, and those of a draft that becomes a case here.</summary>
    private static IEnumerable<StoredFile> FilesOf(KeptDb db) =>
        from entry in db.ChangeTracker.Entries<StoredFile>()
        where entry.State == EntityState.Added || (entry.State == EntityState.Modified && entry.Property(file => file.CaseId).IsModified)
        where entry.Entity is { CaseId: not null, IsPublic: true, Purpose: FilePurpose.Report or FilePurpose.Information }
        orderby entry.Entity.Id
        select entry.Entity;

    /// <summary>Those of this save, and those that others still work on or will be given.</summary>
    private static async Task<IReadOnlyList<Forward>> ForwardsAsync(KeptDb db, CaseId[] cases, CancellationToken cancellationToken)
    {
        var here = db.ChangeTracker.Entries<Forward>().Where(entry => entry.State == EntityState.Added && cases.Contains(entry.Entity.CaseId)).Select(entry => entry.Entity).ToList();
        var older = cases.Except(db.ChangeTracker.Entries<Case>().Where(entry => entry.State == EntityState.Added).Select(entry => entry.Entity.Id)).ToArray();
        return older.Length == 0
            ? here
            : [.. here, .. await db.Set<Forward>().AsNoTracking().Where(forward => older.Contains(forward.CaseId) && forward.State != ForwardState.Returned).ToListAsync(cancellationToken)];
    }

    /// <summary>A save that was refused and is tried again tells once.</summary>
    private static void ForgetRefused(KeptDb db)
    {
        foreach (var refused in db.ChangeTracker.Entries<OwnUpdate>().Where(entry => entry is { State: EntityState.Added, Entity.OfThisSave: true }).ToList())
        {
            refused.State = EntityState.Detached;
        }
    }
}
