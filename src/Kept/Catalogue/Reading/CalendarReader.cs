using Kept.Domain.Calendars;
using Kept.Domain.Calendars.Holidays;
using NodaTime;
using NodaTime.Text;

namespace Kept.Catalogue.Reading;

/// <summary>Makes a calendar of its checked entry in council.json.</summary>
internal static class CalendarReader
{
    private static readonly Dictionary<string, IsoDayOfWeek> Weekdays = new(StringComparer.Ordinal)
    {
        ["mon"] = IsoDayOfWeek.Monday, ["tue"] = IsoDayOfWeek.Tuesday, ["wed"] = IsoDayOfWeek.Wednesday,
        ["thu"] = IsoDayOfWeek.Thursday, ["fri"] = IsoDayOfWeek.Friday, ["sat"] = IsoDayOfWeek.Saturday,
        ["sun"] = IsoDayOfWeek.Sunday,
    };

    /// <param name="calendar">With the texts of its iCalendar files in it, see <see cref="HolidayFiles"/>.</param>
    public static CalendarDefinition Read(SourceObject calendar)
    {
        var zone = DateTimeZoneProviders.Tzdb[calendar.Text("zone")];
        var files = calendar[HolidayFiles.Property] is SourceArray texts ? texts.Texts() : [];
        return files.Select(text => HolidayFile.Read(text, HolidayFiles.Property, zone))
            .Aggregate(ReadOwn(calendar), (definition, file) => definition.With(file));
    }

    private static CalendarDefinition ReadOwn(SourceObject calendar) => new()
    {
        Code = calendar.Text("code"),
        Zone = calendar.Text("zone"),
        Hours = new WeeklyHours(calendar.Object("hours").Properties.ToDictionary(
            day => Weekdays[day.Name], day => ReadHours((SourceArray)day.Value))),
        HolidaySets = [.. CalendarSense.HolidaySets(calendar).Select(set => set.Value)],
        Closed = [.. Dates(calendar, "closed").Select(date => new ClosedDay(new DayOfCalendar(date)))],
        Open = [.. Dates(calendar, "open").Select(date => new OpenDay(date))],
        PartDays = [.. calendar.Objects("partDays").Select(ReadPartDay)],
    };

    private static PartDayClosing ReadPartDay(SourceObject partDay) => new(
        new DayOfCalendar(LocalDatePattern.Iso.Parse(partDay.Text("day")).Value, partDay.Flag("everyYear") ?? false),
        OpeningInterval.Parse(partDay.Text("from"), partDay.Text("to")),
        partDay["name"] is SourceText name ? new HolidayName(name.Value, name.Value) : null);

    private static OpeningHours ReadHours(SourceArray openings) => OpeningHours.Of(
        openings.Items.OfType<SourceArray>().Select(opening => opening.Texts()).Select(times => OpeningInterval.Parse(times[0], times[1])));

    private static IEnumerable<LocalDate> Dates(SourceObject calendar, string name) =>
        (calendar[name] is SourceArray dates ? dates.Texts() : []).Select(date => LocalDatePattern.Iso.Parse(date).Value);
}
