using Kept.Storage;
using Kept.Workers;
using NodaTime;

namespace Kept.Tracking.AskForCode;

/// <summary>Removes requests for codes a day later: limits look back an hour, and a typed address is nobody's to keep.</summary>
internal sealed class ForgetCodes(KeptDb db, IClock clock) : IPeriodicWork
{
    public static readonly Duration Age = Duration.FromDays(1);

    public Duration Pause { get; } = Duration.FromMinutes(15);

    /// <summary>Ids rise with time, so the oldest are the first of the table.</summary>
    public Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var end = IdSource.FirstAt(clock.GetCurrentInstant() - Age);
        return OldRows.RemoveAsync(db, db.Set<CodeRequest>().Where(request => request.Id < end).OrderBy(request => request.Id), cancellationToken);
    }
}
