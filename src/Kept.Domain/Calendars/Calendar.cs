using NodaTime;

namespace Kept.Domain.Calendars;

/// <summary>
/// Opening hours, holidays and a time zone, and all counting of time in them. Immutable, and safe to use from many threads:
/// keep one for as long as its definition holds, because it remembers each year it has worked out.
/// </summary>
public sealed class Calendar
{
    private readonly DayPlans plans;
    private readonly Timeline timeline;
    private readonly DueClock clock;

    /// <summary>Makes a calendar of what a council wrote down.</summary>
    /// <exception cref="CalendarException">The time zone or a holiday set is unknown.</exception>
    public Calendar(CalendarDefinition definition)
    {
        Definition = definition;
        Code = definition.Code;
        Zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(definition.Zone) ?? throw new CalendarException(
            $"Calendar {Code} names the time zone \"{definition.Zone}\", which does not exist. Use an IANA name such as \"Europe/Zagreb\".");
        plans = new DayPlans(definition);
        timeline = new Timeline(Code, Zone, plans);
        clock = new DueClock(Zone, timeline);
    }

    /// <summary>The definition it was made of.</summary>
    public CalendarDefinition Definition { get; }

    /// <summary>The short name people use.</summary>
    public string Code { get; }

    /// <summary>The time zone in which its hours are meant.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>Whether it is open: an opening time belongs to the opening, a closing time does not.</summary>
    public bool IsOpenAt(Instant instant) => timeline.IsOpen(SecondsAndNanos.Of(instant).Seconds);

    /// <summary>The first instant at or after <paramref name="from"/> at which it is open; null if it never opens again.</summary>
    public Instant? NextOpening(Instant from) => clock.NextOpening(from);

    /// <summary>
    /// The first instant after <paramref name="from"/> at which it is open no longer, or null where it does not open again or
    /// stays open for more than ten years. Opening that goes on past midnight has no closing there.
    /// </summary>
    public Instant? NextClosing(Instant from)
    {
        if (NextOpening(from) is not { } opening)
        {
            return null;
        }

        var second = SecondsAndNanos.Of(opening).Seconds;
        var horizon = second + (10 * 366 * 86_400L);
        while (second < horizon && timeline.FirstEndingAfter(second) is var (table, stretch) && table.Start(stretch) <= second)
        {
            second = table.End(stretch);
        }

        return second < horizon ? Instant.FromUnixTimeSeconds(second) : null;
    }

    /// <summary>When a target that starts at <paramref name="from"/> falls due, with the explanation.</summary>
    /// <param name="from">When the clock starts, such as the receipt of a report.</param>
    /// <param name="target">How long it may take.</param>
    /// <param name="pauses">When the clock stood still; pieces may touch or overlap.</param>
    /// <exception cref="CalendarException">It never falls due: no opening hours, a pause without an end, or beyond the year 9997.</exception>
    public Due Due(Instant from, Target target, IReadOnlyCollection<Interval>? pauses = null)
    {
        var merged = Pauses.Of(pauses);
        var at = clock.DueAt(from, target, merged);
        return new Due(at, Local(at), Explainer.Explain(this, new Explanation(from, target, merged, at)));
    }

    /// <summary>As <see cref="Due"/>, without the explanation: quick enough for millions.</summary>
    /// <inheritdoc cref="Due" path="/exception"/>
    public Instant DueAt(Instant from, Target target, IReadOnlyCollection<Interval>? pauses = null) =>
        clock.DueAt(from, target, Pauses.Of(pauses));

    /// <summary>The opening time between two instants, without the pauses.</summary>
    /// <exception cref="ArgumentException"><paramref name="to"/> lies before <paramref name="from"/>.</exception>
    public Duration Worked(Instant from, Instant to, IReadOnlyCollection<Interval>? pauses = null)
    {
        ThrowIfBackwards(from, to);
        return clock.Worked(from, to, Pauses.Of(pauses));
    }

    /// <summary>
    /// How many working days a clock that started at <paramref name="from"/> had counted by <paramref name="to"/>: the ends of
    /// opening after day 0 that were reached while it ran.
    /// </summary>
    /// <inheritdoc cref="Worked" path="/exception"/>
    public int WorkedDays(Instant from, Instant to, IReadOnlyCollection<Interval>? pauses = null)
    {
        ThrowIfBackwards(from, to);
        return clock.WorkingDays(from, to, Pauses.Of(pauses));
    }

    /// <summary>"2 working days left": the working days after today up to and including the day something is due; 0 on that day and later.</summary>
    public int WorkingDaysLeft(Instant now, Instant due)
    {
        var dueDate = LastDateBefore(due);
        var today = Local(now).Date;
        if (dueDate <= today || NextOpening(Instant.Max(now, StartOf(today.PlusDays(1)))) is not { } opening || opening >= due)
        {
            return 0;
        }

        return 1 + WorkedDays(opening, StartOf(dueDate.PlusDays(1)));
    }

    /// <summary>What the wall clock shows in the calendar's zone.</summary>
    public LocalDateTime Local(Instant instant) => instant.InZone(Zone).LocalDateTime;

    internal DayPlan PlanOf(LocalDate date) => plans.On(date);

    internal Timeline Timeline => timeline;

    internal DueClock Clock => clock;

    /// <summary>The date a closing belongs to: one at midnight ends the day before.</summary>
    internal LocalDate LastDateBefore(Instant end) => Local(end - Duration.Epsilon).Date;

    private Instant StartOf(LocalDate date) => DayStart.Of(Zone, date);

    private static void ThrowIfBackwards(Instant from, Instant to)
    {
        if (to < from)
        {
            throw new ArgumentException($"The end {to} lies before the start {from}.", nameof(to));
        }
    }
}
