using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Kept.Workers;

/// <summary>Measures of the work that is done again and again.</summary>
internal sealed class WorkMeters
{
    public const string MeterName = "Kept.Workers";

    private readonly Counter<long> runs;
    private readonly Counter<long> failures;
    private readonly Counter<long> things;
    private readonly Histogram<double> duration;

    public WorkMeters(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        runs = meter.CreateCounter<long>("kept.work.runs", "{run}", "Runs of a kind of work that went well.");
        failures = meter.CreateCounter<long>("kept.work.failures", "{run}", "Runs of a kind of work that failed.");
        things = meter.CreateCounter<long>("kept.work.done", "{thing}", "Things that a kind of work has done.");
        duration = meter.CreateHistogram<double>("kept.work.duration", "s", "How long runs take that find something to do.");
    }

    public static ActivitySource Source { get; } = new(MeterName);

    public void Ran(string work, int done, TimeSpan took)
    {
        var tag = KeyValuePair.Create<string, object?>("work", work);
        runs.Add(1, tag);
        failures.Add(0, tag); // else the first failure would be where the count begins, and no rise
        if (done > 0)
        {
            things.Add(done, tag);
            duration.Record(took.TotalSeconds, tag);
        }
    }

    public void Failed(string work) => failures.Add(1, KeyValuePair.Create<string, object?>("work", work));
}
