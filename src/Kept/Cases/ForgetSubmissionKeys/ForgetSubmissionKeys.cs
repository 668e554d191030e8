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

    public Duration Pause { get; } = Duration.FromMinutes(15);

    /// <summary>Those of one scope after the other, as the index has them: there are a few scopes, and many keys in each.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        for (var scope = await NextScopeAsync("", cancellationToken); scope is not null; scope = await NextScopeAsync(scope, cancellationToken))
        {
            var before = now - (scope == IdempotencyRecord.OfDrafts ? AgeOfDrafts : Age);
            var old = db.Set<IdempotencyRecord>().Where(record => record.Scope == scope && record.At <= before);
            if (await OldRows.RemoveAsync(db, old.OrderBy(record => record.At), cancellationToken) is > 0 and var removed)
            {
                return removed;
            }
        }

        return 0;
    }

    private Task<string?> NextScopeAsync(string after, CancellationToken cancellationToken) =>
        db.Set<IdempotencyRecord>().Where(record => string.Compare(record.Scope, after) > 0).MinAsync(record => (string?)record.Scope, cancellationToken);
}
