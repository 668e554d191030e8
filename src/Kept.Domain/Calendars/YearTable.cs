using NodaTime;

namespace Kept.Domain.Calendars;

/// <summary>
/// The opening stretches of one local year as seconds since 1970 UTC, with running totals, so that counting is a binary search.
/// A stretch is open while the wall clock shows a time within the opening hours of that local date: an hour that the clocks skip
/// does not exist, an hour they repeat counts twice. All bounds are whole seconds, as zone transitions are.
/// </summary>
internal sealed class YearTable
{
    private readonly long[] starts;
    private readonly long[] ends;
    private readonly long[] openBefore;
    private readonly int[] dayOfStretch;
    private readonly long[] closings;
    private readonly short[] dayOfYear;

    private YearTable(int year, long begins, long until, List<Stretch> stretches)
    {
        Year = year;
        Begins = begins;
        Until = until;
        starts = [.. stretches.Select(stretch => stretch.Start)];
        ends = [.. stretches.Select(stretch => stretch.End)];
        openBefore = new long[starts.Length];
        for (var i = 0; i < starts.Length; i++)
        {
            openBefore[i] = OpenSeconds;
            OpenSeconds += ends[i] - starts[i];
        }

        var days = stretches.GroupBy(stretch => stretch.DayOfYear).OrderBy(day => day.Key).ToList();
        dayOfYear = [.. days.Select(day => (short)day.Key)];
        closings = [.. days.Select(day => day.Max(stretch => stretch.End))];
        dayOfStretch = [.. stretches.Select(stretch => Array.BinarySearch(dayOfYear, (short)stretch.DayOfYear))];
    }

    private readonly record struct Stretch(long Start, long End, int DayOfYear);

    /// <summary>The local year.</summary>
    public int Year { get; }

    /// <summary>The second at which the year begins in the zone.</summary>
    public long Begins { get; }

    /// <summary>The second at which the next year begins.</summary>
    public long Until { get; }

    /// <summary>How many days of the year have any opening.</summary>
    public int WorkingDays => closings.Length;

    /// <summary>How many stretches of opening the year has.</summary>
    public int Stretches => starts.Length;

    /// <summary>The opening time of the whole year in seconds.</summary>
    public long OpenSeconds { get; }

    public static YearTable Build(int year, DateTimeZone zone, DayPlans plans)
    {
        var first = new LocalDate(year, 1, 1);
        var begins = DayStart.Of(zone, first);
        var until = DayStart.Of(zone, first.PlusYears(1));
        var offsets = zone.GetZoneIntervals(begins - Duration.FromDays(1), until + Duration.FromDays(1)).Select(OffsetSpan.Of).ToArray();
        var stretches = new List<Stretch>(400);
        for (var date = first; date.Year == year; date = date.PlusDays(1))
        {
            AddDay(stretches, date, plans.On(date).Hours, offsets);
        }

        stretches.Sort((a, b) => a.Start.CompareTo(b.Start));
        return new YearTable(year, begins.ToUnixTimeSeconds(), until.ToUnixTimeSeconds(), stretches);
    }

    /// <summary>The first stretch that ends after the second, or <see cref="Stretches"/>.</summary>
    public int FirstEndingAfter(long second)
    {
        var low = 0;
        var high = ends.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (ends[middle] > second)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    public long Start(int stretch) => starts[stretch];

    public long End(int stretch) => ends[stretch];

    /// <summary>The number of the working day, from 0, to which a stretch belongs.</summary>
    public int WorkingDayOf(int stretch) => dayOfStretch[stretch];

    /// <summary>The second at which opening ends on a working day.</summary>
    public long Closing(int workingDay) => closings[workingDay];

    /// <summary>The date of a working day.</summary>
    public LocalDate DateOf(int workingDay) => new LocalDate(Year, 1, 1).PlusDays(dayOfYear[workingDay] - 1);

    /// <summary>The first working day on or after a day of the year, or <see cref="WorkingDays"/>.</summary>
    public int WorkingDayFrom(int day)
    {
        var found = Array.BinarySearch(dayOfYear, (short)day);
        return found >= 0 ? found : ~found;
    }

    /// <summary>Opening time of this year that lies before an instant; one after the year counts all of it.</summary>
    public SecondsAndNanos OpenBefore(SecondsAndNanos instant)
    {
        var stretch = FirstEndingAfter(instant.Seconds);
        return stretch == starts.Length ? new(OpenSeconds, 0)
            : instant.Seconds < starts[stretch] ? new(openBefore[stretch], 0)
            : new(openBefore[stretch] + instant.Seconds - starts[stretch], instant.Nanos);
    }

    /// <summary>
    /// The instant at which the opening time since the start of the year reaches <paramref name="open"/>, which is more than
    /// zero and at most <see cref="OpenSeconds"/>. What is reached exactly at a closing is reached at that closing.
    /// </summary>
    public SecondsAndNanos Reaching(SecondsAndNanos open)
    {
        var low = 0;
        var high = openBefore.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            if (open.IsMoreThan(openBefore[middle]))
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return new(starts[low] + open.Seconds - openBefore[low], open.Nanos);
    }

    private static void AddDay(List<Stretch> stretches, LocalDate date, OpeningHours hours, OffsetSpan[] offsets)
    {
        if (hours.IsEmpty)
        {
            return;
        }

        var firstOfDay = stretches.Count;
        var midnight = date.AtMidnight().InUtc().ToInstant().ToUnixTimeSeconds();
        foreach (var offset in offsets)
        {
            foreach (var interval in hours.Intervals)
            {
                var start = Math.Max(midnight + interval.Start, offset.LocalStart);
                var end = Math.Min(midnight + interval.End, offset.LocalEnd);
                if (start >= end)
                {
                    continue;
                }

                var stretch = new Stretch(start - offset.Seconds, end - offset.Seconds, date.DayOfYear);
                if (stretches.Count > firstOfDay && stretches[^1].End == stretch.Start)
                {
                    stretches[^1] = stretches[^1] with { End = stretch.End };
                }
                else
                {
                    stretches.Add(stretch);
                }
            }
        }
    }

    /// <summary>The stretch of wall-clock readings over which one offset from UTC holds.</summary>
    private readonly record struct OffsetSpan(long LocalStart, long LocalEnd, int Seconds)
    {
        public static OffsetSpan Of(NodaTime.TimeZones.ZoneInterval interval) => new(
            interval.HasStart ? interval.Start.ToUnixTimeSeconds() + interval.WallOffset.Seconds : long.MinValue,
            interval.HasEnd ? interval.End.ToUnixTimeSeconds() + interval.WallOffset.Seconds : long.MaxValue,
            interval.WallOffset.Seconds);
    }
}
