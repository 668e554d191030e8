using Kept.Workers;
using NodaTime;

namespace Kept.Operation.MeasureVitals;

/// <summary>Reads the vitals every quarter of a minute, for those who collect measures.</summary>
internal sealed class MeasureVitals(ReadVitals.ReadVitals read, VitalMeters meters) : IPeriodicWork
{
    public Duration Pause { get; } = Duration.FromSeconds(15);

    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (meters.AreOld)
        {
            meters.Show(await read.HandleAsync(cancellationToken));
        }

        return 0;
    }
}
