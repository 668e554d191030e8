using Kept.Domain.Promises;
using Kept.Texts;
using NodaTime;

namespace Kept.Desk;

/// <summary>"2 working days left".</summary>
internal static class TimeLeftWords
{
    public static string Of(TimeLeft left, DeskTime time, Words words) => left.Urgency switch
    {
        Urgency.Nothing => words["desk.left.nothing"],
        Urgency.Waiting => words["desk.left.waiting"],
        Urgency.Today => words["desk.left.today", ("time", TimeOf(left.Due!.Value, time, words))],
        Urgency.Broken => Broken(left.Due!.Value, time, words),
        // Due on a day that is not worked on: no working day is left, and still it is not due today.
        Urgency.Running when left.WorkingDays == 0 => words["desk.left.day", ("day", words.Day(DayOf(left.Due!.Value, time), time.Today))],
        Urgency.Running => words["desk.left.days", ("count", left.WorkingDays)],
    };

    private static string Broken(Instant due, DeskTime time, Words words)
    {
        var days = Period.DaysBetween(DayOf(due, time), time.Today);
        return days <= 0 ? words["desk.left.brokenToday"] : words["desk.left.broken", ("count", days)];
    }

    private static LocalDate DayOf(Instant due, DeskTime time) => PromiseTimes.DayOf(time.Zone, due);

    private static string TimeOf(Instant due, DeskTime time, Words words) =>
        time.Local(due).TimeOfDay is var at && at == LocalTime.Midnight ? "24:00" : words.Time(at);
}
