using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Kept.Telemetry.Prometheus;

/// <summary>
/// Names and labels as Prometheus wants them, made from OpenTelemetry's by the rules both have agreed on
/// (opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics).
/// </summary>
internal static class MetricNames
{
    private const string Total = "_total";

    public static string Of(Instrument instrument, MetricKind kind)
    {
        var name = Clean(instrument.Name, colon: true);
        if (Unit(instrument.Unit) is { } unit && !name.EndsWith("_" + unit, StringComparison.Ordinal))
        {
            name += "_" + unit;
        }

        return kind == MetricKind.Counter && !name.EndsWith(Total, StringComparison.Ordinal) ? name + Total : name;
    }

    /// <summary><c>a="1",b="2"</c>, by name; without braces.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in tags)
        {
            labels[Clean(name, colon: false)] = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        }

        return string.Join(',', labels.Select(label => $"{label.Key}=\"{EscapeValue(label.Value)}\""));
    }

    public static string EscapeHelp(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    public static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString("R", CultureInfo.InvariantCulture);

    private static string EscapeValue(string text) => EscapeHelp(text).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static string Clean(string name, bool colon)
    {
        var clean = new StringBuilder(name.Length);
        foreach (var character in name)
        {
            clean.Append(char.IsAsciiLetterOrDigit(character) || character == '_' || (colon && character == ':') ? character : '_');
        }

        return clean.Length > 0 && char.IsAsciiDigit(clean[0]) ? "_" + clean : clean.ToString();
    }

    /// <summary>Null where it says only what is counted.</summary>
    private static string? Unit(string? unit) => unit switch
    {
        "s" => "seconds",
        "ms" => "milliseconds",
        "By" => "bytes",
        "%" => "percent",
        null or "" or "1" => null,
        _ when unit.StartsWith('{') => null,
        _ => Clean(unit, colon: false),
    };
}
