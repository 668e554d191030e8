using System.Collections.Immutable;
using Kept.Domain.Calendars;
using Kept.Domain.Catalogue.Answers;
using NodaTime;
using NodaTime.Text;

namespace Kept.Domain.Catalogue;

/// <summary>The days that a service offers for booking, before it is known which of them are full.</summary>
public static class BookableSlots
{
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>
    /// In order: the booking's weekdays from the end of its notice on, as far ahead as it looks, without days on which the
    /// calendar has no opening between the slot's times (holidays, closed days).
    /// </summary>
    public static ImmutableArray<AnswerValue.Slot> Offer(Booking booking, Calendar calendar, Instant now)
    {
        var earliest = calendar.DueAt(now, Target.Parse(booking.Notice));
        var today = calendar.Local(now).Date;
        var start = Time.Parse(booking.From).Value;
        var end = Time.Parse(booking.To).Value;
        return
        [
            .. from ahead in Enumerable.Range(0, booking.DaysAhead + 1)
               let date = today.PlusDays(ahead)
               where booking.Weekdays.Contains(Short(date.DayOfWeek))
               let slot = new AnswerValue.Slot(date, start, end)
               where StartOf(slot, calendar) >= earliest && OpensWithin(slot, calendar)
               select slot,
        ];
    }

    /// <summary>The slot as instants: what a booking and a case keep.</summary>
    public static Interval IntervalOf(AnswerValue.Slot slot, Calendar calendar) => new(StartOf(slot, calendar), EndOf(slot, calendar));

    private static bool OpensWithin(AnswerValue.Slot slot, Calendar calendar) =>
        calendar.NextOpening(StartOf(slot, calendar)) is { } opening && opening < EndOf(slot, calendar);

    private static Instant StartOf(AnswerValue.Slot slot, Calendar calendar) => At(slot.Date + slot.From, calendar);

    private static Instant EndOf(AnswerValue.Slot slot, Calendar calendar) => At(slot.Date + slot.To, calendar);

    private static Instant At(LocalDateTime local, Calendar calendar) => calendar.Zone.AtLeniently(local).ToInstant();

    private static string Short(IsoDayOfWeek day) => day switch
    {
        IsoDayOfWeek.Monday => "mon",
        IsoDayOfWeek.Tuesday => "tue",
        IsoDayOfWeek.Wednesday => "wed",
        IsoDayOfWeek.Thursday => "thu",
        IsoDayOfWeek.Friday => "fri",
        IsoDayOfWeek.Saturday => "sat",
        IsoDayOfWeek.Sunday => "sun",
        IsoDayOfWeek.None => throw new ArgumentOutOfRangeException(nameof(day)),
    };
}
