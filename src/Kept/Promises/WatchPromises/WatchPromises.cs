using Kept.Cases;
using Kept.Cases.Notices;
using Kept.Cases.RevisePromise;
using Kept.Domain.Cases;
using Kept.Domain.Promises;
using Kept.Storage;
using Kept.Workers;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Promises.WatchPromises;

/// <summary>
/// Counts promises down: warns owner and team lead early, and at the due instant breaks what is still open, hands the
/// next step to the lead and tells the resident honestly. One save a case; a case that somebody else saved in the same
/// moment is taken again in the next run, and one that another node has in hand is left to it.
/// </summary>
internal sealed class WatchPromises(KeptDb db, CaseFiles files, NoticePost post, StaffPost staff, IClock clock) : IPeriodicWork
{
    private const int Batch = 100;

    public Duration Pause => Duration.FromSeconds(5);

    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var done = 0;
        foreach (var id in await DueCasesAsync(cancellationToken))
        {
            db.ChangeTracker.Clear();
            if (await RowTurn.TakeAsync(db, "cases", id.Value, () => WatchAsync(id, cancellationToken), cancellationToken))
            {
                done++;
            }
        }

        return done;
    }

    /// <summary>Cases with a promise that is due and still open, the longest due first; as many as one run takes.</summary>
    public static IQueryable<CaseId> Broken(KeptDb db, Instant now) => Running(db).Where(promise => promise.Due <= now)
        .OrderBy(promise => promise.Due).Take(Batch).Select(promise => promise.CaseId);

    /// <summary>Cases with a promise of which somebody has to be warned now.</summary>
    public static IQueryable<CaseId> Warned(KeptDb db, Instant now) => Running(db)
        .Where(promise => promise.WarnedAt == null && promise.WarnAt <= now)
        .OrderBy(promise => promise.WarnAt).Take(Batch).Select(promise => promise.CaseId);

    private static IQueryable<Promise> Running(KeptDb db) => db.Promises.AsNoTracking()
        .Where(promise => promise.State == PromiseState.Open && promise.SuspendedAt == null);

    private async Task<IReadOnlyList<CaseId>> DueCasesAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        var broken = await Broken(db, now).ToListAsync(cancellationToken);
        return [.. broken.Union(await Warned(db, now).ToListAsync(cancellationToken))];
    }

    private async Task<bool> WatchAsync(CaseId id, CancellationToken cancellationToken)
    {
        if (await files.TakeAsync(id, By.System, cancellationToken) is not { } file)
        {
            return false;
        }

        var lead = await staff.LeadAsync(file.Case.Team, cancellationToken);
        var broken = file.Case.BreakDue(file.Work, lead?.Id);
        var warned = file.Case.WarnOfDue(file.Work);
        foreach (var promise in warned)
        {
            await staff.ToOwnerAndLeadAsync(file, WarningMail.Kind, notice => WarningMail.Write(notice, promise), cancellationToken);
        }

        foreach (var breach in broken)
        {
            await TellAsync(file, breach, cancellationToken);
        }

        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return warned.Count + broken.Count > 0;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    private async Task TellAsync(CaseFile file, BrokenPromise breach, CancellationToken cancellationToken)
    {
        await staff.ToOwnerAndLeadAsync(
            file, WarningMail.BrokenKind, notice => WarningMail.WriteBroken(notice, breach), cancellationToken);
        if (breach.Replacement is { } replacement)
        {
            var reason = file.Service.WhenBroken.Reason;
            await post.ToAllAsync(
                file, RevisedMail.BrokenKind,
                notice => RevisedMail.Write(notice, breach.Promise, replacement, reason.In(notice.Words.Language)), cancellationToken);
        }
    }
}
