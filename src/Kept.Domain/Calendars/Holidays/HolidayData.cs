using System.Collections.Immutable;
using System.Text.Json;

namespace Kept.Domain.Calendars.Holidays;

/// <summary>The holiday rules of one country as they stand in its JSON file.</summary>
/// <param name="Sources">Where the rules can be looked up.</param>
/// <param name="Zone">The IANA time zone of all its sets.</param>
/// <param name="Sets">Code and English name of each set.</param>
/// <param name="Rules">The rules; where several substitute days compete, the earlier rule has its day first.</param>
/// <param name="Moved">Working days that were swapped with days of rest, as announced year by year.</param>
internal sealed record HolidayData(
    ImmutableArray<string> Sources,
    string Zone,
    ImmutableSortedDictionary<string, string> Sets,
    ImmutableArray<HolidayRule> Rules,
    ImmutableArray<MovedDay> Moved)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly string[] Files = ["at.json", "de.json", "gb.json", "hr.json", "hu.json", "ie.json"];

    private static readonly Lazy<ImmutableArray<HolidayData>> All = new(() =>
        [.. Files.Select(file => JsonSerializer.Deserialize<HolidayData>(Read(file), Options)!)]);

    /// <summary>All countries.</summary>
    public static ImmutableArray<HolidayData> Countries => All.Value;

    /// <summary>The text of an embedded data file.</summary>
    public static string Read(string file)
    {
        using var stream = typeof(HolidayData).Assembly.GetManifestResourceStream($"Holidays/{file}")
            ?? throw new InvalidOperationException($"The holiday data file {file} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>A day of rest and the working day, mostly a Saturday, that makes up for it.</summary>
internal sealed record MovedDay(string Rest, string Work);
