using Kept.Storage;
using Kept.Workers;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Cases.ForgetSubmissionKeys;

/// <summary>
/// Removes keys of submissions that nobody will send again: those of programs and partners after a day, those of drafts when the draft
/// itself is gone for long, as a page of the wizard may be open for weeks.
/// </summary>
internal sealed class ForgetSubmissionKeys(KeptDb db, IClock clock) : IPeriodicWork
{
    public static readonly Duration Age = Duration.FromHours(24);

    /// <summary>Longer than a draft lives.</summary>
    public static readonly Duration AgeOfDrafts = Duration.FromDays(45);

    private const int AtOnce = 500;

    public Duration Pause { get; } = Duration.FromMinutes(15);

    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var old = await OldAsync(cancellationToken);
        if (old.Count == 0)
        {
            return 0;
        }

        db.RemoveRange(old);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return 0;
        }

        return old.Count;
    }

    /// <summary>Those of one scope after the other, as the index has them: there are a few scopes, and many keys in each.</summary>
    private async Task<List<IdempotencyRecord>> OldAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        for (var scope = await NextScopeAsync("", cancellationToken); scope is not null; scope = await NextScopeAsync(scope, cancellationToken))
        {
            var age = scope == IdempotencyRecord.OfDrafts ? AgeOfDrafts : Age;
            if (await OlderAsync(scope, now - age, cancellationToken) is { Count: > 0 } old)
            {
                return old;
            }
        }

        return [];
    }

    private Task<string?> NextScopeAsync(string after, CancellationToken cancellationToken) =>
        db.Set<IdempotencyRecord>().Where(record => string.Compare(record.Scope, after) > 0).MinAsync(record => (string?)record.Scope, cancellationToken);

    private Task<List<IdempotencyRecord>> OlderAsync(string scope, Instant before, CancellationToken cancellationToken) =>
        db.Set<IdempotencyRecord>().Where(record => record.Scope == scope && record.At <= before)
            .OrderBy(record => record.At).Take(AtOnce).ToListAsync(cancellationToken);
}
