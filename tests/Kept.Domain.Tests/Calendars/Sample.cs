using FsCheck;
using FsCheck.Fluent;
using Kept.Domain.Calendars;
using NodaTime;
using Interval = NodaTime.Interval;

namespace Kept.Domain.Tests.Calendars;

/// <summary>A random calendar, fast and slow, with a random moment, target and pauses, everything on whole minutes.</summary>
internal sealed record Sample(Calendar Calendar, SlowCalendar Slow, Instant From, Target Target, Interval[] Pauses, string Text)
{
    // The shipped zones, and zones whose clocks change at midnight, by half an hour, or across the date line.
    private static readonly string[] Zones =
    [
        "Europe/London", "Europe/Dublin", "Europe/Berlin", "Europe/Vienna", "Europe/Zagreb", "Europe/Budapest",
        "America/Sao_Paulo", "Asia/Beirut", "Africa/Cairo", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Apia", "Etc/UTC",
    ];

    private static readonly TargetUnit[] Units = Enum.GetValues<TargetUnit>();

    public static Arbitrary<Sample> Any { get; } = Make(Gen.Elements(Units)).ToArbitrary();

    public static Arbitrary<Sample> AnyWorking { get; } =
        Make(Gen.Elements(TargetUnit.WorkingDays, TargetUnit.WorkingHours, TargetUnit.WorkingMinutes)).ToArbitrary();

    public static Arbitrary<Sample> AnyOf(params TargetUnit[] units) => Make(Gen.Elements(units)).ToArbitrary();

    public override string ToString() => Text;

    private static Gen<Sample> Make(Gen<TargetUnit> units) =>
        from zone in Gen.Elements(Zones)
        from week in Week
        from start in Start(DateTimeZoneProviders.Tzdb[zone])
        from closed in Dates(start)
        from open in Dates(start)
        from target in TargetOf(units)
        from pauses in PausesAfter(start)
        select Build(zone, week, start, closed, open, target, pauses);

    private static Gen<Dictionary<IsoDayOfWeek, (int Start, int End)[]>> Week => Gen.Frequency(
        (6, Day.ArrayOf(7).Select(days => ByWeekday(days.All(day => day.Length == 0) ? [[(480, 960)]] : days))),
        (1, Gen.Constant(ByWeekday([.. Enumerable.Repeat(new[] { (0, 1440) }, 7)]))),
        (1, Gen.Constant(ByWeekday([.. Enumerable.Repeat(new[] { (540, 1020) }, 5)]))));

    private static Dictionary<IsoDayOfWeek, (int Start, int End)[]> ByWeekday((int Start, int End)[][] days) =>
        days.Select((hours, i) => ((IsoDayOfWeek)(i + 1), hours)).ToDictionary();

    private static Gen<(int Start, int End)[]> Day => Gen.Frequency(
        (3, Gen.Constant(Array.Empty<(int, int)>())),
        (1, Gen.Constant(new[] { (0, 1440) })),
        (1, Gen.Constant(new[] { (1200, 1440), (0, 240) })),
        (1, Gen.Constant(new[] { (150, 210), (210, 270) })),
        (5, Gen.Choose(1, 3).SelectMany(count => Stretch.ArrayOf(count))));

    private static Gen<(int Start, int End)> Stretch =>
        from start in Gen.Choose(0, 1438)
        from length in Gen.Choose(1, 700)
        select (start, Math.Min(1440, start + length));

    private static Gen<Instant> Start(DateTimeZone zone) => Gen.Frequency(
        (2, Gen.Choose(0, 24 * 365 * 1440).Select(minutes => Instant.FromUtc(FirstYear(zone), 1, 1, 0, 0) + Duration.FromMinutes(minutes))),
        (1, from year in Gen.Choose(FirstYear(zone), 2035)
            from change in Gen.Choose(0, 1)
            from offset in Gen.Choose(-3000, 300)
            select Change(zone, year, change) + Duration.FromMinutes(offset)));

    // Until 2011 Newfoundland put its clocks back at one minute past midnight: one minute of Sunday, an hour of Saturday, Sunday
    // again. Which of these a day has is anybody's choice, and no zone has done it since.
    private static int FirstYear(DateTimeZone zone) => zone.Id == "America/St_Johns" ? 2012 : 2010;

    private static Instant Change(DateTimeZone zone, int year, int which)
    {
        var interval = zone.GetZoneInterval(Instant.FromUtc(year, which == 0 ? 2 : 8, 1, 0, 0));
        return interval.HasEnd && interval.End < Instant.FromUtc(2036, 1, 1, 0, 0) ? interval.End : Instant.FromUtc(year, 3, 29, 1, 0);
    }

    private static Gen<LocalDate[]> Dates(Instant start) =>
        Gen.Choose(0, 6).SelectMany(count => Gen.Choose(-1, 20).Select(days => start.InUtc().Date.PlusDays(days)).ArrayOf(count));

    private static Gen<Target> TargetOf(Gen<TargetUnit> units) =>
        from unit in units
        from amount in Gen.Frequency((1, Gen.Constant(0)), (1, Gen.Constant(1)), (8, Gen.Choose(0, 1000)))
        select new Target(
            unit switch
            {
                TargetUnit.WorkingDays => amount % 15,
                TargetUnit.CalendarDays => amount % 20,
                TargetUnit.WorkingHours or TargetUnit.Hours => amount % 60,
                TargetUnit.WorkingMinutes or TargetUnit.Minutes => amount * 2,
            },
            unit);

    private static Gen<Interval[]> PausesAfter(Instant start) => Gen.Frequency(
        (2, Gen.Constant(Array.Empty<Interval>())),
        (2, Gen.Choose(1, 3).SelectMany(count =>
            (from begin in Gen.Choose(-600, 8000)
             from length in Gen.Choose(0, 3000)
             select new Interval(start + Duration.FromMinutes(begin), start + Duration.FromMinutes(begin + length))).ArrayOf(count))));

    private static Sample Build(
        string zone,
        Dictionary<IsoDayOfWeek, (int Start, int End)[]> week,
        Instant from,
        LocalDate[] closed,
        LocalDate[] open,
        Target target,
        Interval[] pauses)
    {
        var hours = week.ToDictionary(
            day => day.Key,
            day => OpeningHours.Of(day.Value.Select(stretch => new OpeningInterval(stretch.Start * 60, stretch.End * 60))));
        var calendar = new Calendar(new CalendarDefinition
        {
            Code = "random",
            Zone = zone,
            Hours = new WeeklyHours(hours),
            Closed = [.. closed.Select(date => new ClosedDay(new DayOfCalendar(date)))],
            Open = [.. open.Select(date => new OpenDay(date))],
        });
        var slow = new SlowCalendar(calendar.Zone, week, closed.ToHashSet(), open.ToHashSet());
        var text = $"{zone}; {string.Join(", ", hours.Select(day => $"{day.Key}: {string.Join(' ', day.Value.Intervals)}"))}; closed {string.Join(' ', closed)}; "
            + $"open {string.Join(' ', open)}; from {from}; for {target}; paused {string.Join(' ', pauses)}";
        return new Sample(calendar, slow, from, target, pauses, text);
    }
}
