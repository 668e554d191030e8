using Kept.Storage;
using Kept.Workers;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Api.ForgetAnswers;

/// <summary>Removes answers that were kept for retries, a day after they were given.</summary>
internal sealed class ForgetAnswers(KeptDb db, IClock clock) : IPeriodicWork
{
    public static readonly Duration Age = Duration.FromHours(24);

    private const int AtOnce = 500;

    public Duration Pause { get; } = Duration.FromMinutes(15);

    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetCurrentInstant() - Age;
        var old = await db.Set<ApiAnswer>().Where(answer => answer.At <= before).OrderBy(answer => answer.At).Take(AtOnce).ToListAsync(cancellationToken);
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
            // Another process has removed some of them: the next run takes what is left.
            return 0;
        }

        return old.Count;
    }
}
