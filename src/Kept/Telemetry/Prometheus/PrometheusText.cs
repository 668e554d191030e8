using System.Diagnostics.Metrics;

namespace Kept.Telemetry.Prometheus;

/// <summary>
/// Collects what the meters of this program measure, and writes it in the text format of Prometheus
/// (prometheus.io/docs/instrumenting/exposition_formats). The package that would do so is still a preview.
/// </summary>
internal sealed class PrometheusText : IDisposable
{
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly Lock gate = new();
    private readonly SortedDictionary<string, MetricFamily> families = new(StringComparer.Ordinal);
    private readonly MeterListener listener = new();
    private readonly IMeterFactory meters;

    public PrometheusText(IMeterFactory meters)
    {
        this.meters = meters;
        listener.InstrumentPublished = Listen;
        listener.SetMeasurementEventCallback<long>(static (_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        listener.SetMeasurementEventCallback<int>(static (_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        listener.SetMeasurementEventCallback<double>(static (_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        listener.Start();
    }

    /// <summary>Every name that is written at this moment, without what Prometheus adds for histograms.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            lock (gate)
            {
                return [.. families.Keys];
            }
        }
    }

    public string Write()
    {
        using var text = new StringWriter { NewLine = "\n" };
        lock (gate)
        {
            foreach (var family in families.Values)
            {
                family.BeforeObserving();
            }

            listener.RecordObservableInstruments();
            foreach (var family in families.Values)
            {
                Write(text, family);
            }
        }

        return text.ToString();
    }

    public void Dispose() => listener.Dispose();

    private void Listen(Instrument instrument, MeterListener by)
    {
        var isOfThisProgram = instrument.Meter.Scope is null || ReferenceEquals(instrument.Meter.Scope, meters);
        if (!isOfThisProgram || !Measured.IsTold(instrument.Meter.Name) || KindOf(instrument) is not { } kind)
        {
            return;
        }

        var family = new MetricFamily(instrument, kind, BoundsOf(instrument));
        lock (gate)
        {
            // Two instruments of one name would be one family with two kinds of values.
            if (families.TryAdd(family.Name, family))
            {
                by.EnableMeasurementEvents(instrument, family);
            }
        }
    }

    /// <summary>Null where the instrument gives no advice.</summary>
    private static IReadOnlyList<double>? BoundsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> doubles => doubles.Advice?.HistogramBucketBoundaries,
        Histogram<long> longs => longs.Advice?.HistogramBucketBoundaries?.Select(bound => (double)bound).ToList(),
        Histogram<int> ints => ints.Advice?.HistogramBucketBoundaries?.Select(bound => (double)bound).ToList(),
        _ => null,
    };

    private static MetricKind? KindOf(Instrument instrument) => instrument switch
    {
        Histogram<double> or Histogram<long> or Histogram<int> => MetricKind.Histogram,
        Counter<long> or Counter<int> or Counter<double> or ObservableCounter<long> or ObservableCounter<int> or ObservableCounter<double> => MetricKind.Counter,
        UpDownCounter<long> or UpDownCounter<int> or UpDownCounter<double>
            or ObservableUpDownCounter<long> or ObservableUpDownCounter<int> or ObservableUpDownCounter<double> => MetricKind.UpDown,
        Gauge<long> or Gauge<int> or Gauge<double> or ObservableGauge<long> or ObservableGauge<int> or ObservableGauge<double> => MetricKind.Gauge,
        _ => null,
    };

    private static void Write(StringWriter text, MetricFamily family)
    {
        if (family.Instrument.Description is { Length: > 0 } help)
        {
            text.WriteLine($"# HELP {family.Name} {MetricNames.EscapeHelp(help)}");
        }

        text.WriteLine($"# TYPE {family.Name} {family.Kind switch { MetricKind.Counter => "counter", MetricKind.Histogram => "histogram", _ => "gauge" }}");
        foreach (var (labels, series) in family.Series)
        {
            var (sum, count, buckets) = series.Read();
            if (family.Kind != MetricKind.Histogram)
            {
                text.WriteLine($"{family.Name}{Braces(labels)} {MetricNames.Number(sum)}");
                continue;
            }

            foreach (var (bound, atMost) in buckets.Append((Bound: double.PositiveInfinity, Count: count)))
            {
                text.WriteLine($"{family.Name}_bucket{Braces(labels, $"le=\"{MetricNames.Number(bound)}\"")} {MetricNames.Number(atMost)}");
            }

            text.WriteLine($"{family.Name}_sum{Braces(labels)} {MetricNames.Number(sum)}");
            text.WriteLine($"{family.Name}_count{Braces(labels)} {MetricNames.Number(count)}");
        }
    }

    private static string Braces(string labels, string more = "") =>
        (labels, more) is ("", "") ? "" : labels.Length == 0 || more.Length == 0 ? $"{{{labels}{more}}}" : $"{{{labels},{more}}}";
}
