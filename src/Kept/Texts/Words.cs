using System.Collections.Frozen;
using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Kept.Texts;

/// <summary>The words of one language: texts by key, and dates, times and amounts as people say them.</summary>
internal sealed class Words(
    CultureInfo culture,
    FrozenDictionary<string, MessagePattern> texts,
    FrozenDictionary<string, MessagePattern> fallback)
{
    private static readonly FrozenDictionary<string, object?> Nothing = FrozenDictionary<string, object?>.Empty;

    public CultureInfo Culture => culture;

    /// <summary>The ISO 639-1 code, as it stands in <c>lang</c> attributes.</summary>
    public string Language => culture.TwoLetterISOLanguageName;

    public IEnumerable<string> Keys => texts.Keys;

    public MessagePattern Pattern(string key) =>
        texts.TryGetValue(key, out var pattern) || fallback.TryGetValue(key, out pattern)
            ? pattern
            : throw new KeyNotFoundException($"There is no text '{key}'.");

    /// <exception cref="KeyNotFoundException">No language has this key: a bug, found by the conventions tests.</exception>
    public string this[string key] => Pattern(key).Format(culture, Nothing);

    public string this[string key, params (string Name, object? Value)[] values] =>
        Pattern(key).Format(culture, values.ToDictionary(value => value.Name, value => value.Value, StringComparer.Ordinal));

    /// <summary>A text as it was written, with its places to fill in: for sentences that are filled in elsewhere.</summary>
    public string Raw(string key) => Pattern(key).Source;

    public bool Has(string key) => texts.ContainsKey(key) || fallback.ContainsKey(key);

    /// <summary>"Wednesday 11 March 2026".</summary>
    public string Date(LocalDate date) => Format(date, "dates.full");

    /// <summary>"Wednesday 11 March": where the year is plain from the context.</summary>
    public string Day(LocalDate date) => Format(date, "dates.day");

    /// <summary>"Wednesday 11 March", with the year when it is not the year of <paramref name="today"/>.</summary>
    public string Day(LocalDate date, LocalDate today) => date.Year == today.Year ? Day(date) : Date(date);

    /// <summary>"11 March 2026, 16:40".</summary>
    public string Moment(LocalDateTime moment) =>
        LocalDateTimePattern.Create(this["dates.moment"], culture).Format(moment);

    /// <summary>"16:40".</summary>
    public string Time(LocalTime time) => LocalTimePattern.Create(this["dates.time"], culture).Format(time);

    private string Format(LocalDate date, string key) => LocalDatePattern.Create(this[key], culture).Format(date);
}
