using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Kept.Telemetry.Prometheus;

/// <summary>All series of one instrument.</summary>
internal sealed class MetricFamily
{
    /// <summary>More label sets than this would fill the memory of whoever collects them; the rest share one series.</summary>
    private const int MostSeries = 1000;

    /// <summary>The label that OpenTelemetry gives to what is over the limit.</summary>
    private const string Overflow = "otel_metric_overflow=\"true\"";

    /// <summary>For durations in seconds where the instrument gives no advice.</summary>
    private static readonly double[] UsualBounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    private readonly ConcurrentDictionary<string, MetricSeries> series = new(StringComparer.Ordinal);
    private readonly double[] bounds;

    public MetricFamily(Instrument instrument, MetricKind kind, IReadOnlyList<double>? bounds)
    {
        (Instrument, Kind, Name) = (instrument, kind, MetricNames.Of(instrument, kind));
        this.bounds = [.. bounds ?? UsualBounds];
    }

    public Instrument Instrument { get; }

    public MetricKind Kind { get; }

    /// <summary>As Prometheus knows it.</summary>
    public string Name { get; }

    /// <summary>By their labels, in order.</summary>
    public IEnumerable<(string Labels, MetricSeries Series)> Series =>
        series.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => (entry.Key, entry.Value));

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = MetricNames.Labels(tags);
        if (!series.TryGetValue(labels, out var one))
        {
            one = series.GetOrAdd(series.Count < MostSeries ? labels : Overflow, _ => new MetricSeries(Kind == MetricKind.Histogram ? bounds : []));
        }

        one.Record(value, adds: Kind is not MetricKind.Gauge && !Instrument.IsObservable);
    }

    /// <summary>What is observed is told anew each time; what is not told any more is gone.</summary>
    public void BeforeObserving()
    {
        if (Instrument.IsObservable)
        {
            series.Clear();
        }
    }
}

/// <summary>How Prometheus reads it.</summary>
internal enum MetricKind
{
    Counter,
    Gauge,
    UpDown,
    Histogram,
}

/// <summary>The values of one label set.</summary>
internal sealed class MetricSeries(double[] bounds)
{
    private readonly Lock gate = new();
    private readonly long[] buckets = new long[bounds.Length + 1];
    private double sum;
    private long count;

    public void Record(double value, bool adds)
    {
        lock (gate)
        {
            sum = adds ? sum + value : value;
            count++;
            var bucket = Array.FindIndex(bounds, bound => value <= bound);
            buckets[bucket < 0 ? bounds.Length : bucket]++;
        }
    }

    /// <summary>Buckets say how many were at most their bound; all of them is the count.</summary>
    public (double Sum, long Count, IReadOnlyList<(double Bound, long Count)> Buckets) Read()
    {
        lock (gate)
        {
            var atMost = new List<(double, long)>(bounds.Length);
            long running = 0;
            for (var i = 0; i < bounds.Length; i++)
            {
                running += buckets[i];
                atMost.Add((bounds[i], running));
            }

            return (sum, count, atMost);
        }
    }
}
