using Kept.Telemetry;

namespace Kept.Operation;

/// <summary>Whoever reads the measures gets vitals of this moment.</summary>
internal sealed class VitalsBeforeMetrics(MeasureVitals.MeasureVitals measure) : IBeforeMetrics
{
    public Task RefreshAsync(CancellationToken cancellationToken) => measure.RunOnceAsync(cancellationToken);
}
