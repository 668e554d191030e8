using System.Diagnostics.Metrics;
using Kept.Telemetry.Prometheus;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Kept.Tests.Telemetry;

/// <summary>The text format of Prometheus, word by word.</summary>
public sealed class PrometheusTextTests : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly Meter meter;
    private readonly PrometheusText text;

    public PrometheusTextTests()
    {
        var meters = services.GetRequiredService<IMeterFactory>();
        meter = meters.Create("Kept.Test");
        text = new PrometheusText(meters);
    }

    public void Dispose()
    {
        text.Dispose();
        services.Dispose();
    }

    [Fact]
    public void Counters_add_up_by_labels_in_order_and_end_in_total()
    {
        var counter = meter.CreateCounter<long>("kept.things", "{thing}", "Things.\nSecond line with \\.");
        counter.Add(1, new("zone", "b"), new("area", "a"));
        counter.Add(2, new("area", "a"), new("zone", "b"));

        Ours().ShouldBe("# HELP kept_things_total Things.\\nSecond line with \\\\.\n# TYPE kept_things_total counter\nkept_things_total{area=\"a\",zone=\"b\"} 3\n");
    }

    [Fact]
    public void What_a_label_holds_cannot_break_a_line()
    {
        meter.CreateCounter<long>("kept.things").Add(1, new KeyValuePair<string, object?>("what.is-it", "a \"quoted\" \\ and\na line"));

        Ours().ShouldContain("kept_things_total{what_is_it=\"a \\\"quoted\\\" \\\\ and\\na line\"} 1\n");
    }

    [Fact]
    public void Histograms_count_up_to_their_bounds_and_have_sum_and_count()
    {
        var histogram = meter.CreateHistogram("kept.wait", "s", "Waiting.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        foreach (var value in new[] { 0.05, 0.1, 0.5, 7 })
        {
            histogram.Record(value, new KeyValuePair<string, object?>("a", "b"));
        }

        Ours().ShouldBe(
            "# HELP kept_wait_seconds Waiting.\n# TYPE kept_wait_seconds histogram\n"
            + "kept_wait_seconds_bucket{a=\"b\",le=\"0.1\"} 2\nkept_wait_seconds_bucket{a=\"b\",le=\"1\"} 3\nkept_wait_seconds_bucket{a=\"b\",le=\"+Inf\"} 4\n"
            + "kept_wait_seconds_sum{a=\"b\"} 7.65\nkept_wait_seconds_count{a=\"b\"} 4\n");
    }

    [Fact]
    public void What_is_observed_is_told_as_it_is_now()
    {
        var values = new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 };
        meter.CreateObservableGauge("kept.size", () => values.Select(value => new Measurement<int>(value.Value, new KeyValuePair<string, object?>("of", value.Key))), "By");
        Ours().ShouldContain("kept_size_bytes{of=\"b\"} 2\n");

        values.Remove("b");
        values["a"] = 5;

        Ours().ShouldBe("# TYPE kept_size_bytes gauge\nkept_size_bytes{of=\"a\"} 5\n");
    }

    [Fact]
    public void More_label_sets_than_fit_share_one_series()
    {
        var counter = meter.CreateCounter<long>("kept.things");
        for (var i = 0; i < 1500; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("n", i));
        }

        Ours().Split('\n').Length.ShouldBe(1003);
        Ours().ShouldContain("kept_things_total{otel_metric_overflow=\"true\"} 500\n");
    }

    [Fact]
    public void Meters_of_another_program_in_the_process_are_not_told()
    {
        using var others = new ServiceCollection().AddMetrics().BuildServiceProvider();
        others.GetRequiredService<IMeterFactory>().Create("Kept.Test").CreateCounter<long>("kept.foreign").Add(1);

        text.Write().ShouldNotContain("kept_foreign");
    }

    private string Ours() => string.Concat(text.Write().Split('\n').Where(line => line.StartsWith("kept_", StringComparison.Ordinal) || line.Contains(" kept_", StringComparison.Ordinal)).Select(line => line + "\n"));
}
