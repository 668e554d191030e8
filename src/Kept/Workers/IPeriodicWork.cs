using NodaTime;

namespace Kept.Workers;

/// <summary>
/// Work that the program does again and again: send what is due, notice what is late. One run takes what is due at that
/// moment and saves what it did, so it may be stopped anywhere and run by several processes at once. It never waits and
/// never loops by itself; <see cref="WorkLoop{TWork}"/> does that, and tests run it whenever their clock moves.
/// </summary>
internal interface IPeriodicWork
{
    /// <summary>How long to wait after a run that found nothing to do.</summary>
    Duration Pause { get; }

    /// <summary>Does what is due now, or a batch of it; answers how many things were done, 0 when nothing was left.</summary>
    Task<int> RunOnceAsync(CancellationToken cancellationToken);
}
