using Kept.Storage;
using Kept.Workers;
using NodaTime;

namespace Kept.Api.ForgetAnswers;

/// <summary>Removes answers that were kept for retries, a day after they were given.</summary>
internal sealed class ForgetAnswers(KeptDb db, IClock clock) : IPeriodicWork
{
    public static readonly Duration Age = Duration.FromHours(24);

    public Duration Pause { get; } = Duration.FromMinutes(15);

    public Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetCurrentInstant() - Age;
        return OldRows.RemoveAsync(db, db.Set<ApiAnswer>().Where(answer => answer.At <= before).OrderBy(answer => answer.At), cancellationToken);
    }
}
