using Kept.Domain.Cases;
using Kept.Domain.Partners;
using Kept.Files;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Forwarding;

/// <summary>
/// Keeps for every partner who was given a case what becomes of it here: before every save, <see cref="KeptDb"/> lets it add a
/// row for words and files that came in, and for a case that was closed, merged, taken back or opened again. So no operation
/// can forget it. What only staff may read makes no row, and neither does what a partner sent; whoever has said that it is
/// done is not told that it is closed.
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

        var lines = LinesOf(db).ToLookup(told => told.Line.CaseId);
        var files = FilesOf(db).ToLookup(file => file.CaseId!.Value, file => file.Id);
        foreach (var forward in await ForwardsAsync(db, [.. lines.Select(of => of.Key).Union(files.Select(of => of.Key))], cancellationToken))
        {
            if (settings.Value.Partners.TryGetValue(forward.Partner, out var partner) && partner.SendUpdates)
            {
                db.AddRange(UpdatesFor(forward, [.. lines[forward.CaseId]], [.. files[forward.CaseId]]));
            }
        }
    }

    private IEnumerable<OwnUpdate> UpdatesFor(Forward forward, List<(CaseEvent Line, WorkStatus Status)> lines, long[] files)
    {
        var told = lines.Where(said => !said.Status.Ends() || forward.State != ForwardState.Done).ToList();
        if (told.Count == 0 && files.Length > 0)
        {
            yield return new OwnUpdate(ids.Next(), forward.Id, null, WorkStatus.Open, clock.GetCurrentInstant(), files) { OfThisSave = true };
        }

        foreach (var (line, status) in told)
        {
            yield return new OwnUpdate(ids.Next(), forward.Id, line.Id, status, line.At, line == told[0].Line ? files : []) { OfThisSave = true };
        }
    }

    /// <summary>New lines that they are told, in order, with what each says about the matter.</summary>
    private static IEnumerable<(CaseEvent Line, WorkStatus Status)> LinesOf(KeptDb db)
    {
        var cases = db.ChangeTracker.Entries<Case>().ToDictionary(entry => entry.Entity.Id, entry => entry.Entity);
        return from entry in db.ChangeTracker.Entries<CaseEvent>()
               where entry.State == EntityState.Added && entry.Entity.IsPublic
               let status = StatusOf(entry.Entity, cases.GetValueOrDefault(entry.Entity.CaseId))
               where status is not null
               orderby entry.Entity.Id
               select (entry.Entity, status.Value);
    }

    /// <summary>A case that was merged is told by the line that names the other, and not once more as closed.</summary>
    private static WorkStatus? StatusOf(CaseEvent line, Case? about) => line.Kind switch
    {
        EventKind.InformationAdded => WorkStatus.Open,
        EventKind.Reopened or EventKind.Unmerged => WorkStatus.Reopen,
        EventKind.Merged => WorkStatus.Duplicate,
        EventKind.Closed when about is { MergedInto: null, Outcome: { } outcome } => WorkStatuses.Of(outcome),
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
        var here = db.ChangeTracker.Entries<Forward>().Select(entry => entry.Entity).Where(forward => cases.Contains(forward.CaseId)).ToDictionary(forward => forward.Id);
        var older = cases.Except(db.ChangeTracker.Entries<Case>().Where(entry => entry.State == EntityState.Added).Select(entry => entry.Entity.Id)).ToArray();
        var stored = older.Length == 0 ? [] : await db.Set<Forward>().AsNoTracking().Where(forward => older.Contains(forward.CaseId)).ToListAsync(cancellationToken);
        return [.. here.Values.Concat(stored.Where(forward => !here.ContainsKey(forward.Id))).Where(forward => forward.State != ForwardState.Returned)];
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
