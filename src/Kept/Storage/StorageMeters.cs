using System.Diagnostics.Metrics;
using Kept.Domain.Cases;

namespace Kept.Storage;

/// <summary>Measures of what is saved, and of how long that takes.</summary>
internal sealed class StorageMeters
{
    public const string MeterName = "Kept.Storage";

    private readonly Histogram<double> duration;
    private readonly Counter<long> failures;
    private readonly Histogram<double> commit;
    private readonly Counter<long> together;
    private readonly Counter<long> refused;
    private readonly Counter<long> cases;

    public StorageMeters(IMeterFactory meters, Pressure pressure)
    {
        var meter = meters.Create(MeterName);
        duration = meter.CreateHistogram<double>("kept.save.duration", "s", "From asking for a save until it is durable.");
        failures = meter.CreateCounter<long>("kept.save.failures", "{save}", "Saves that the database refused.");
        commit = meter.CreateHistogram<double>("kept.lane.commit.duration", "s", "How long the one writer of SQLite takes for a transaction.");
        together = meter.CreateCounter<long>("kept.lane.saves", "{save}", "Saves that the one writer of SQLite has committed.");
        refused = meter.CreateCounter<long>("kept.pressure.refused", "{request}", "Requests that were refused because disk or database do not keep up.");
        cases = meter.CreateCounter<long>("kept.cases.received", "{case}", "Cases that were received.");
        meter.CreateObservableGauge("kept.save.waiting", () => pressure.Waiting, "{save}", "Saves that wait for the database at this moment.");
    }

    public void Saved(TimeSpan took) => duration.Record(took.TotalSeconds);

    public void Failed() => failures.Add(1);

    public void Committed(int saves, TimeSpan took)
    {
        commit.Record(took.TotalSeconds);
        together.Add(saves);
    }

    public void Refused(PressureReason why) => refused.Add(1, KeyValuePair.Create<string, object?>("reason", why.ToString()));

    public void Received(Case received) =>
        cases.Add(1, new("service", received.ServiceCode), new("channel", received.Channel.ToString()));
}
