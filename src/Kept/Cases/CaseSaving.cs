using Kept.Domain.Cases;
using Kept.Mail.Outgoing;
using Kept.Staff;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Cases;

/// <summary>
/// The frame of an operation on one case: take it, refuse a change made against an older version than the person saw,
/// decide, save once.
/// </summary>
internal sealed class CaseSaving(KeptDb db, CaseFiles files)
{
    private static readonly HashSet<EventKind> Written =
    [
        EventKind.Noted, EventKind.Messaged, EventKind.Contacted, EventKind.Visited, EventKind.Paused, EventKind.Closed,
    ];

    /// <param name="seenVersion">The version it was decided on; null for any, as with changes that only add.</param>
    /// <param name="decide">Changes the case; returns null, or the key of the text that says why not.</param>
    public async Task<CaseOutcome> ChangeAsync(
        Reference reference, By by, int? seenVersion, Func<CaseFile, Task<string?>> decide, CancellationToken cancellationToken)
    {
        const int Tries = 4;
        StaffMember? colleague = null;
        if (by.StaffId is { } id && (colleague = await ActiveAsync(id, cancellationToken)) is null)
        {
            return new CaseOutcome.Refused("notActive");
        }

        for (var attempt = 1; ; attempt++)
        {
            if (await files.TakeAsync(reference, by, cancellationToken) is not { } taken)
            {
                return new CaseOutcome.NotFound();
            }

            var file = taken with { Colleague = colleague };

            if (seenVersion is { } seen && seen != file.Case.Version)
            {
                return new CaseOutcome.ChangedMeanwhile();
            }

            if (await decide(file) is { } refusal)
            {
                db.ChangeTracker.Clear();
                return new CaseOutcome.Refused(refusal);
            }

            await AddWordsAsync(cancellationToken);
            if (seenVersion is not null && db.Entry(file.Case) is { State: EntityState.Unchanged } untouched)
            {
                // It writes beside the case alone; the save still has to find the version that was looked at.
                untouched.Property(about => about.Version).IsModified = true;
            }

            try
            {
                await db.SaveChangesAsync(cancellationToken);
                return new CaseOutcome.Done(file.Case);
            }
            catch (DbUpdateConcurrencyException problem) when (attempt == Tries || (seenVersion is not null && !IsAboutMail(problem)))
            {
                db.ChangeTracker.Clear();
                return new CaseOutcome.ChangedMeanwhile();
            }
            catch (DbUpdateConcurrencyException)
            {
                // An addition met another save, or a mail to be taken back was on its way already: take the case again.
                db.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>What people wrote is what the case can be found by.</summary>
    private async Task AddWordsAsync(CancellationToken cancellationToken)
    {
        var said = db.ChangeTracker.Entries<CaseEvent>().Where(entry => entry.State == EntityState.Added).Select(entry => entry.Entity)
            .Where(line => Written.Contains(line.Kind) && line.Words is not null).ToList();
        foreach (var line in said)
        {
            (await db.FindAsync<CaseWords>([line.CaseId], cancellationToken))?.Add(line.Words);
        }
    }

    private static bool IsAboutMail(DbUpdateConcurrencyException problem) =>
        problem.Entries.Count > 0 && problem.Entries.All(entry => entry.Entity is Message);

    /// <summary>Somebody who was sent away a moment ago may still hold a cookie; the row knows.</summary>
    private Task<StaffMember?> ActiveAsync(long id, CancellationToken cancellationToken) =>
        db.Set<StaffMember>().AsNoTracking().SingleOrDefaultAsync(member => member.Id == id && member.Active, cancellationToken);
}
