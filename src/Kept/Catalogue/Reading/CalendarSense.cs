using Kept.Domain.Calendars.Holidays;
using NodaTime;
using NodaTime.Text;

namespace Kept.Catalogue.Reading;

/// <summary>Whether a calendar in council.json can be: what its schema cannot say.</summary>
internal static class CalendarSense
{
    public static void Check(SourceObject calendar, List<Mistake> mistakes)
    {
        if (calendar["zone"] is SourceText zone && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone.Value) is null)
        {
            var advice = Suggestion.For(zone.Value, DateTimeZoneProviders.Tzdb.Ids, "write an IANA name such as \"Europe/London\"");
            mistakes.Add(zone.Mistake($"there is no time zone {zone.Found}{advice}"));
        }

        foreach (var set in HolidaySets(calendar).Where(set => !HolidaySet.Exists(set.Value)))
        {
            var advice = $"; use one of {string.Join(", ", HolidaySet.Codes)}";
            mistakes.Add(set.Mistake($"there is no set of public holidays {set.Found}{advice}"));
        }

        CheckHours(calendar, mistakes);
        foreach (var date in new[] { "closed", "open" }.SelectMany(list => (calendar[list] as SourceArray)?.Items.OfType<SourceText>() ?? [])
            .Concat(calendar.Objects("partDays").Select(partDay => partDay["day"]).OfType<SourceText>()))
        {
            if (!LocalDatePattern.Iso.Parse(date.Value).Success)
            {
                mistakes.Add(date.Mistake($"there is no day {date.Found}; write year, month and day such as \"2026-12-24\""));
            }
        }

        foreach (var partDay in calendar.Objects("partDays"))
        {
            Order(partDay["from"], partDay["to"], mistakes);
        }
    }

    /// <summary>One, several in a list, or none.</summary>
    public static IEnumerable<SourceText> HolidaySets(SourceObject calendar) => calendar["holidays"] switch
    {
        SourceText one => [one],
        SourceArray several => several.Items.OfType<SourceText>(),
        _ => [],
    };

    private static void CheckHours(SourceObject calendar, List<Mistake> mistakes)
    {
        if (calendar["hours"] is not SourceObject hours)
        {
            return;
        }

        var openings = hours.Properties.Select(day => day.Value).OfType<SourceArray>()
            .SelectMany(day => day.Items.OfType<SourceArray>()).ToList();
        if (openings.Count == 0)
        {
            mistakes.Add(hours.Mistake("this calendar is never open, so nothing would ever be due; give the hours of at least one day"));
        }

        foreach (var opening in openings.Where(opening => opening.Items.Count == 2))
        {
            Order(opening.Items[0], opening.Items[1], mistakes);
        }
    }

    private static void Order(SourceNode? from, SourceNode? to, List<Mistake> mistakes)
    {
        if (from is SourceText start && to is SourceText end && string.CompareOrdinal(start.Value, end.Value) >= 0)
        {
            mistakes.Add(end.Mistake(
                $"the end {end.Found} must be later than the start {start.Found}; past midnight write two openings, until \"24:00\" and from \"00:00\" on the next day"));
        }
    }
}
