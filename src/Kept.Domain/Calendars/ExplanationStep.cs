using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Kept.Domain.Calendars.Holidays;
using NodaTime;

namespace Kept.Domain.Calendars;

/// <summary>
/// One step of how a due instant came about. A closed family: it is stored as JSON with the promise and put into words per
/// language, so a step that was once stored must stay readable. All times are by the wall clock of the calendar.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "step")]
[JsonDerivedType(typeof(Received), "received")]
[JsonDerivedType(typeof(CountsFromNextOpening), "countsFrom")]
[JsonDerivedType(typeof(DayZeroMoved), "dayZero")]
[JsonDerivedType(typeof(DaysCounted), "counted")]
[JsonDerivedType(typeof(DaysSkipped), "skipped")]
[JsonDerivedType(typeof(HolidaysSkipped), "holidays")]
[JsonDerivedType(typeof(ClosedWeekdays), "closedWeekdays")]
[JsonDerivedType(typeof(DayOpened), "opened")]
[JsonDerivedType(typeof(PartDay), "partDay")]
[JsonDerivedType(typeof(TimeCounted), "timeCounted")]
[JsonDerivedType(typeof(RoundTheClock), "roundTheClock")]
[JsonDerivedType(typeof(CalendarDaysCounted), "calendarDays")]
[JsonDerivedType(typeof(Paused), "paused")]
[JsonDerivedType(typeof(DueAt), "due")]
public abstract record ExplanationStep
{
    private ExplanationStep()
    {
    }

    /// <summary>The clock started.</summary>
    public sealed record Received([property: JsonConverter(typeof(LocalDateTimeJson))] LocalDateTime At) : ExplanationStep;

    /// <summary>It was closed then, so the count begins when it next opens.</summary>
    public sealed record CountsFromNextOpening([property: JsonConverter(typeof(LocalDateTimeJson))] LocalDateTime At) : ExplanationStep;

    /// <summary>The clock stood still when opening ended on the day of receipt, so this day takes its place.</summary>
    public sealed record DayZeroMoved([property: JsonConverter(typeof(LocalDateJson))] LocalDate Date) : ExplanationStep;

    /// <summary>Working days number <paramref name="First"/> to <paramref name="Last"/>; one day where both are the same.</summary>
    public sealed record DaysCounted(
        int First,
        int Last,
        [property: JsonConverter(typeof(LocalDateJson))] LocalDate From,
        [property: JsonConverter(typeof(LocalDateJson))] LocalDate To) : ExplanationStep;

    /// <summary>Days next to each other that do not count, for one reason; the name says which holiday, if any.</summary>
    public sealed record DaysSkipped(
        [property: JsonConverter(typeof(LocalDateJson))] LocalDate From,
        [property: JsonConverter(typeof(LocalDateJson))] LocalDate To,
        [property: JsonConverter(typeof(JsonStringEnumConverter<SkipReason>))] SkipReason Reason,
        HolidayName? Name) : ExplanationStep
    {
        /// <summary>One more day; days next to each other that are closed for the same reason are one step.</summary>
        internal static void Add(List<ExplanationStep> steps, LocalDate date, SkipReason reason, HolidayName? name)
        {
            if (steps[^1] is DaysSkipped run && run.To.PlusDays(1) == date && run.Reason == reason && run.Name == name)
            {
                steps[^1] = run with { To = date };
            }
            else
            {
                steps.Add(new DaysSkipped(date, date, reason, name));
            }
        }
    }

    /// <summary>In an explanation too long to name each day: how many holidays and other closed days lay on the way.</summary>
    public sealed record HolidaysSkipped(int Days) : ExplanationStep;

    /// <summary>In a long explanation, once: the weekdays that never count.</summary>
    public sealed record ClosedWeekdays(
        [property: JsonConverter(typeof(WeekdaysJson))] ImmutableArray<IsoDayOfWeek> Days) : ExplanationStep
    {
        /// <inheritdoc/>
        public bool Equals(ClosedWeekdays? other) => other is not null && Days.SequenceEqual(other.Days);

        /// <inheritdoc/>
        public override int GetHashCode() => Days.Aggregate(0, HashCode.Combine);
    }

    /// <summary>A day that counts although its weekday or a holiday would close it, such as a moved working Saturday.</summary>
    public sealed record DayOpened([property: JsonConverter(typeof(LocalDateJson))] LocalDate Date) : ExplanationStep;

    /// <summary>A day with shorter opening, and the reason where one is given. Times are "08:00"; the end may be "24:00".</summary>
    public sealed record PartDay(
        [property: JsonConverter(typeof(LocalDateJson))] LocalDate Date,
        string Opens,
        string Closes,
        HolidayName? Name) : ExplanationStep;

    /// <summary>
    /// Opening time that was counted, on one day or over several: seconds here, and seconds so far. The clock times are when
    /// the first day's count began and the last day's ended; the end may be "24:00".
    /// </summary>
    public sealed record TimeCounted(
        [property: JsonConverter(typeof(LocalDateJson))] LocalDate From,
        [property: JsonConverter(typeof(LocalDateJson))] LocalDate To,
        string Began,
        string Ended,
        long Seconds,
        long SoFar) : ExplanationStep;

    /// <summary>The clock runs day and night for so many seconds.</summary>
    public sealed record RoundTheClock(long Seconds) : ExplanationStep;

    /// <summary>
    /// The clocks on the wall changed while the clock of the promise ran: <paramref name="At"/> they showed this, and from then on
    /// so many seconds more, or less where it is negative. Stored with the result (<see cref="DueAt.Clocks"/>), which programs read that
    /// do not know it.
    /// </summary>
    public sealed record ClockChanged(LocalDateTime At, int Seconds) : ExplanationStep;

    /// <summary>Days of the almanac, open or not, and the date they lead to.</summary>
    public sealed record CalendarDaysCounted(int Days, [property: JsonConverter(typeof(LocalDateJson))] LocalDate To) : ExplanationStep;

    /// <summary>The clock stood still; null where the pause has no end yet.</summary>
    public sealed record Paused(
        [property: JsonConverter(typeof(LocalDateTimeJson))] LocalDateTime From,
        [property: JsonConverter(typeof(LocalDateTimeJson))] LocalDateTime? To) : ExplanationStep;

    /// <summary>The result.</summary>
    public sealed record DueAt([property: JsonConverter(typeof(LocalDateTimeJson))] LocalDateTime At) : ExplanationStep
    {
        /// <summary>The <see cref="ClockChanged"/> before it, in storage alone.</summary>
        [JsonInclude]
        internal StoredClockChange[]? Clocks { get; init; }
    }

    internal sealed record StoredClockChange([property: JsonConverter(typeof(LocalDateTimeJson))] LocalDateTime At, int Seconds);
}
