using System.Text.Json;
using Kept.Catalogue;
using Kept.Domain.Calendars;
using Kept.Domain.Calendars.Holidays;
using Kept.Settings;

namespace Kept.Commands.Clocks;

/// <summary>
/// Finds the calendar a question means: one written out in JSON, one the council's catalogue configures, or a holiday set
/// (then Monday to Friday 09:00–17:00 and the moved working days). Reads files only; neither server nor database is started.
/// </summary>
internal sealed class CalendarLookup
{
    private const int MostRemembered = 500;
    private readonly Dictionary<string, Calendar> written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Calendar> named = new(StringComparer.Ordinal);
    private readonly Lazy<IReadOnlyList<CalendarDefinition>> configured = new(ReadConfigured);

    /// <summary>The names of all, the council's own first.</summary>
    /// <exception cref="CalendarException">The council's catalogue has a mistake.</exception>
    public IEnumerable<string> Names => configured.Value.Select(definition => definition.Code).Concat(HolidaySet.Codes);

    /// <exception cref="FormatException">The JSON is no calendar.</exception>
    /// <exception cref="CalendarException">There is no such calendar.</exception>
    public Calendar Find(JsonElement calendar) => calendar.ValueKind switch
    {
        JsonValueKind.String => Find(calendar.GetString()!),
        JsonValueKind.Object => Remember(written, calendar.GetRawText(), () => InlineCalendar.Read(calendar)),
        _ => throw new FormatException("\"calendar\" must be a name such as \"DE-BY\", or an object with zone and hours."),
    };

    /// <inheritdoc cref="Find(JsonElement)"/>
    public Calendar Find(string name)
    {
        if (name.StartsWith('{'))
        {
            using var json = JsonLines.Parse(name);
            return InlineCalendar.Read(json.RootElement);
        }

        return Remember(named, name, () => new Calendar(
            configured.Value.FirstOrDefault(definition => definition.Code == name) ?? ByHolidays(name)));
    }

    private CalendarDefinition ByHolidays(string name) => HolidaySet.Exists(name)
        ? new()
        {
            Code = name,
            Zone = HolidaySet.Find(name).Zone,
            Hours = WeeklyHours.Office,
            HolidaySets = [name],
        }
        : throw new CalendarException($"There is no calendar \"{name}\". Known are {string.Join(", ", Names)}.");

    private static Calendar Remember(Dictionary<string, Calendar> known, string key, Func<Calendar> make)
    {
        if (!known.TryGetValue(key, out var calendar))
        {
            if (known.Count >= MostRemembered)
            {
                known.Clear();
            }

            known[key] = calendar = make();
        }

        return calendar;
    }

    private static IReadOnlyList<CalendarDefinition> ReadConfigured()
    {
        var configuration = new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables().Build();
        var folder = configuration[$"{KeptSettings.Section}:{nameof(KeptSettings.CatalogueFolder)}"] is { Length: > 0 } own
            ? own
            : CatalogueFiles.ShippedFolder;
        return CouncilCalendars.Read(folder);
    }
}
