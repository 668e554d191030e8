using System.Diagnostics.Metrics;
using NodaTime;

namespace Kept.Operation;

/// <summary>The vitals as measures; as old as the last look, which is at most a quarter of a minute ago.</summary>
internal sealed class VitalMeters
{
    public const string MeterName = "Kept.Operation";

    private static readonly Duration Fresh = Duration.FromSeconds(10);

    private readonly IClock clock;
    private volatile Vitals? last;

    public VitalMeters(IMeterFactory meters, IClock clock)
    {
        this.clock = clock;
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge("kept.mail.messages", Messages, "{message}", "Messages that are not sent, by state.");
        Gauge(meter, "kept.mail.oldest_unsent", "s", "How long the oldest message that is due has waited.", vitals => vitals.UnsentFor.TotalSeconds);
        Gauge(meter, "kept.promises.due", "{promise}", "Running promises that are due within 24 hours.", vitals => vitals.PromisesDue);
        Gauge(meter, "kept.promises.behind", "{promise}", "Running promises past their date that no worker has noticed.", vitals => vitals.PromisesBehind);
        Gauge(meter, "kept.promises.behind_for", "s", "How far the clocks are behind.", vitals => vitals.BehindFor.TotalSeconds);
        Gauge(meter, "kept.cases.broken", "{case}", "Open cases with a broken promise.", vitals => vitals.CasesBroken);
        Gauge(meter, "kept.database.size", "By", "What the database takes.", vitals => vitals.DatabaseBytes);
        Gauge(meter, "kept.disk.free", "By", "What is left on the disk of the data folder.", vitals => vitals.FreeBytes);
    }

    public bool AreOld => last is not { } known || clock.GetCurrentInstant() - known.At > Fresh || clock.GetCurrentInstant() < known.At;

    public void Show(Vitals vitals) => last = vitals;

    private IEnumerable<Measurement<long>> Messages() => last is not { } vitals ? [] :
    [
        new(vitals.Waiting, new KeyValuePair<string, object?>("state", "waiting")),
        new(vitals.Drafts, new KeyValuePair<string, object?>("state", "draft")),
        new(vitals.Failed, new KeyValuePair<string, object?>("state", "failed")),
        new(vitals.Expired, new KeyValuePair<string, object?>("state", "expired")),
    ];

    private void Gauge(Meter meter, string name, string unit, string about, Func<Vitals, double> value) => meter.CreateObservableGauge(
        name, () => last is { } vitals ? [new Measurement<double>(value(vitals))] : Array.Empty<Measurement<double>>(), unit, about);
}
