using Kept.Domain.Calendars;
using Kept.Texts;
using NodaTime;

namespace Kept.Reports.Start;

/// <summary>When the telephone is answered, said as people say it.</summary>
internal static class ContactDesk
{
    /// <summary>"The phone line is open until 17:00.", "… opens tomorrow at 8:30."</summary>
    public static string InWords(Calendar desk, Instant now, Words words)
    {
        var today = desk.Local(now).Date;
        if (desk.IsOpenAt(now))
        {
            return desk.NextClosing(now) is { } closing && desk.Local(closing) is var end && (end - desk.Local(now)).Days < 1
                ? words["report.start.openUntil", ("time", words.Time(end.TimeOfDay))]
                : words["report.start.openAlways"];
        }

        if (desk.NextOpening(now) is not { } opening)
        {
            return words["report.start.closed"];
        }

        var opens = desk.Local(opening);
        var time = words.Time(opens.TimeOfDay);
        return Period.DaysBetween(today, opens.Date) switch
        {
            0 => words["report.start.opensToday", ("time", time)],
            1 => words["report.start.opensTomorrow", ("time", time)],
            _ => words["report.start.opensOn", ("day", words.Day(opens.Date, today)), ("time", time)],
        };
    }
}
