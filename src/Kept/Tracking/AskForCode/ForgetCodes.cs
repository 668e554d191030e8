using Kept.Storage;
using Kept.Workers;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Tracking.AskForCode;

/// <summary>Removes requests for codes a day later: limits look back an hour, and a typed address is nobody's to keep.</summary>
internal sealed class ForgetCodes(KeptDb db, IClock clock) : IPeriodicWork
{
    public static readonly Duration Age = Duration.FromDays(1);

    private const int AtOnce = 500;

    public Duration Pause => Duration.FromMinutes(15);

    /// <summary>Ids rise with time, so the oldest are the first of the table.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var end = IdSource.FirstAt(clock.GetCurrentInstant() - Age);
        var old = await db.Set<CodeRequest>().Where(request => request.Id < end).OrderBy(request => request.Id).Select(request => request.Id)
            .Take(AtOnce).ToListAsync(cancellationToken);
        return old.Count == 0 ? 0 : await db.Set<CodeRequest>().Where(request => old.Contains(request.Id)).ExecuteDeleteAsync(cancellationToken);
    }
}
