using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Kept.Domain.Calendars;

/// <summary>How explanations are stored: a JSON array of steps with ISO dates and times, the kind of step first.</summary>
public static class ExplanationJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The steps as JSON.</summary>
    public static string Write(ImmutableArray<ExplanationStep> steps)
    {
        var clocks = steps.OfType<ExplanationStep.ClockChanged>().Select(change => new ExplanationStep.StoredClockChange(change.At, change.Seconds)).ToArray();
        return JsonSerializer.Serialize<ImmutableArray<ExplanationStep>>(clocks.Length == 0 ? steps :
        [
            .. from step in steps
               where step is not ExplanationStep.ClockChanged
               select step is ExplanationStep.DueAt due ? due with { Clocks = clocks } : step,
        ], Options);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">The text is something else.</exception>
    public static ImmutableArray<ExplanationStep> Read(string json) =>
        [.. JsonSerializer.Deserialize<ImmutableArray<ExplanationStep>>(json, Options).SelectMany(Apart)];

    private static IEnumerable<ExplanationStep> Apart(ExplanationStep step) => step is ExplanationStep.DueAt { Clocks: { } clocks } due
        ? clocks.Select(change => (ExplanationStep)new ExplanationStep.ClockChanged(change.At, change.Seconds)).Append(due with { Clocks = null })
        : [step];
}

/// <summary>A value of time as the text of an ISO pattern.</summary>
internal abstract class PatternJson<T>(IPattern<T> pattern) : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        pattern.Parse(reader.GetString() ?? "") is { Success: true } parsed ? parsed.Value : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(pattern.Format(value));
}

internal sealed class LocalDateJson() : PatternJson<LocalDate>(LocalDatePattern.Iso);

internal sealed class LocalDateTimeJson() : PatternJson<LocalDateTime>(LocalDateTimePattern.ExtendedIso);

/// <summary>Weekdays as their ISO numbers, Monday 1.</summary>
internal sealed class WeekdaysJson : JsonConverter<ImmutableArray<IsoDayOfWeek>>
{
    public override ImmutableArray<IsoDayOfWeek> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        [.. JsonSerializer.Deserialize<int[]>(ref reader, options)!.Select(day => (IsoDayOfWeek)day)];

    public override void Write(Utf8JsonWriter writer, ImmutableArray<IsoDayOfWeek> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Select(day => (int)day), options);
}
