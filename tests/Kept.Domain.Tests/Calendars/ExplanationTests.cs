using System.Collections.Immutable;
using System.Text.Json;
using Kept.Domain.Calendars;
using NodaTime;
using Shouldly;
using Xunit;
using static Kept.Domain.Tests.Calendars.TestCalendars;

namespace Kept.Domain.Tests.Calendars;

/// <summary>
/// Explanations step by step. A step is written as its name and its values, such as "counted 1-4 03-03..03-06"; the year is left out.
/// </summary>
public sealed class ExplanationTests
{
    private readonly Calendar bavaria = Office("DE-BY");

    [Fact]
    public void Working_days_with_a_weekend() => Explain(bavaria, "2026-03-02T16:40", "7 working days").ShouldBe(
        ["received 03-02T16:40", "counted 1-4 03-03..03-06", "skipped 03-07..03-08 ClosedWeekday", "counted 5-7 03-09..03-11", "due 03-11T17:00"]);

    [Fact]
    public void Received_while_closed_and_over_holidays() => Explain(bavaria, "2026-04-01T18:00", "1 working day").ShouldBe(
    [
        "received 04-01T18:00", "countsFrom 04-02T09:00", "skipped 04-03..04-03 Holiday good-friday", "skipped 04-04..04-05 ClosedWeekday",
        "skipped 04-06..04-06 Holiday easter-monday", "counted 1-1 04-07..04-07", "due 04-07T17:00",
    ]);

    [Fact]
    public void Received_on_a_holiday_says_which_and_which_come_before_the_opening() => Explain(bavaria, "2026-04-03T10:00", "3 working hours").ShouldBe(
    [
        "received 04-03T10:00", "skipped 04-03..04-03 Holiday good-friday", "skipped 04-06..04-06 Holiday easter-monday", "countsFrom 04-07T09:00",
        "time 04-07..04-07 09:00-12:00 10800/10800", "due 04-07T12:00",
    ]);

    [Fact]
    public void Received_on_days_that_the_council_closed() =>
        Explain(new Calendar(Definition("DE-BY") with { Closed = [Closed("2026-03-03", "Move"), Closed("2026-03-04", "Move")] }), "2026-03-03T10:00", "1 working day")
            .ShouldBe(["received 03-03T10:00", "skipped 03-03..03-04 Closed \"Move\"", "countsFrom 03-05T09:00", "counted 1-1 03-06..03-06", "due 03-06T17:00"]);

    [Fact]
    public void A_short_day_on_the_way_of_working_hours() =>
        Explain(new Calendar(Definition("DE-BY") with { PartDays = [Short("2026-03-02", "12:00", "24:00", "Fair")] }), "2026-03-02T10:00", "3 working hours").ShouldBe(
        [
            "received 03-02T10:00", "time 03-02..03-02 10:00-12:00 7200/7200", "partDay 03-02 09:00-12:00 \"Fair\"", "time 03-03..03-03 09:00-10:00 3600/10800",
            "due 03-03T10:00",
        ]);

    [Fact]
    public void The_day_of_receipt_alone() => Explain(bavaria, "2026-03-02T16:40", "0 working days").ShouldBe(["received 03-02T16:40", "due 03-02T17:00"]);

    [Fact]
    public void Closed_by_the_council() =>
        Explain(new Calendar(Definition("DE-BY", "2026-03-03") with { PartDays = [Short("2026-03-04", "00:00", "24:00", "Move")] }), "2026-03-02T16:40", "1 working day")
            .ShouldBe(["received 03-02T16:40", "skipped 03-03..03-03 Closed", "skipped 03-04..03-04 Closed \"Move\"", "counted 1-1 03-05..03-05", "due 03-05T17:00"]);

    [Fact]
    public void Days_that_differ_in_reason_or_name_are_told_apart() =>
        Explain(new Calendar(Definition("DE-BY") with { Closed = [Closed("2026-03-03", "A"), Closed("2026-03-04", "A"), Closed("2026-03-05", "B")] }), "2026-03-02T16:40", "1 working day")
            .ShouldBe(["received 03-02T16:40", "skipped 03-03..03-04 Closed \"A\"", "skipped 03-05..03-05 Closed \"B\"", "counted 1-1 03-06..03-06", "due 03-06T17:00"]);

    [Fact]
    public void A_moved_working_day() => Explain(Office("HU"), "2026-08-06T10:00", "3 working days").ShouldBe(
        ["received 08-06T10:00", "counted 1-1 08-07..08-07", "opened 08-08", "counted 2-2 08-08..08-08", "skipped 08-09..08-09 ClosedWeekday", "counted 3-3 08-10..08-10", "due 08-10T17:00"]);

    [Fact]
    public void A_holiday_that_is_worked() =>
        Explain(new Calendar(Definition("HU") with { Open = [new(Date("2026-08-20")), new(Date("2026-08-19"))] }), "2026-08-18T10:00", "2 working days")
            .ShouldBe(["received 08-18T10:00", "counted 1-1 08-19..08-19", "opened 08-20", "counted 2-2 08-20..08-20", "due 08-20T17:00"]);

    [Fact]
    public void A_part_day_is_told_where_it_decides()
    {
        var calendar = new Calendar(Definition("DE-BY") with { PartDays = [Short("2026-03-04", "12:00", "14:00", null), Short("2026-03-05", "12:00", "24:00", "Fair")] });
        Explain(calendar, "2026-03-02T16:40", "2 working days").ShouldBe(["received 03-02T16:40", "counted 1-2 03-03..03-04", "partDay 03-04 09:00-17:00", "due 03-04T17:00"]);
        Explain(calendar, "2026-03-02T16:40", "3 working days").ShouldBe(["received 03-02T16:40", "counted 1-3 03-03..03-05", "partDay 03-05 09:00-12:00 \"Fair\"", "due 03-05T12:00"]);
    }

    [Fact]
    public void Working_hours_over_lunch_and_days() =>
        Explain(Open("Europe/Berlin", "mon 08:00-12:00 12:30-17:00; tue 08:00-12:00 12:30-24:00; wed 00:00-02:00"), "2026-03-02T16:00", "12 working hours").ShouldBe(
        [
            "received 03-02T16:00", "time 03-02..03-02 16:00-17:00 3600/3600", "time 03-03..03-03 08:00-19:30 39600/43200", "due 03-03T19:30",
        ]);

    [Fact]
    public void Working_hours_that_end_at_midnight_and_begin_with_seconds() =>
        Explain(Open("Europe/Berlin", "mon 20:00:30-24:00; tue 00:00-02:00"), "2026-03-02T16:00", "5 working hours").ShouldBe(
        [
            "received 03-02T16:00", "countsFrom 03-02T20:00:30", "time 03-02..03-02 20:00:30-24:00 14370/14370", "time 03-03..03-03 00:00-01:00:30 3630/18000", "due 03-03T01:00:30",
        ]);

    [Fact]
    public void Working_minutes_of_one_day_and_none() =>
        Explain(bavaria, "2026-03-02T10:00", "30 working minutes").ShouldBe(["received 03-02T10:00", "time 03-02..03-02 10:00-10:30 1800/1800", "due 03-02T10:30"]);

    [Fact]
    public void Working_hours_over_a_weekend_and_a_closed_start() => Explain(bavaria, "2026-03-06T17:00", "1 working hour").ShouldBe(
        ["received 03-06T17:00", "countsFrom 03-09T09:00", "time 03-09..03-09 09:00-10:00 3600/3600", "due 03-09T10:00"]);

    [Fact]
    public void Elapsed_hours() => Explain(bavaria, "2026-03-06T18:00", "24 hours").ShouldBe(["received 03-06T18:00", "roundTheClock 86400", "due 03-07T18:00"]);

    [Fact]
    public void Elapsed_hours_tell_the_pauses_that_matter() => Explain(
        bavaria, "2026-03-06T18:00", "24 hours", "2026-03-06T10:00/2026-03-06T11:00", "2026-03-06T20:00/2026-03-06T21:00", "2026-03-07T19:00/2026-03-07T20:00")
        .ShouldBe(["received 03-06T18:00", "paused 03-06T20:00..03-06T21:00", "roundTheClock 86400", "due 03-07T19:00"]);

    [Fact]
    public void Calendar_days_on_an_open_and_on_a_closed_day()
    {
        Explain(bavaria, "2026-03-02T18:00", "3 calendar days").ShouldBe(["received 03-02T18:00", "calendarDays 3 03-05", "due 03-05T17:00"]);
        Explain(bavaria, "2026-03-20T12:00", "14 days").ShouldBe(
        [
            "received 03-20T12:00", "calendarDays 14 04-03", "skipped 04-03..04-03 Holiday good-friday", "skipped 04-04..04-05 ClosedWeekday",
            "skipped 04-06..04-06 Holiday easter-monday", "due 04-07T17:00",
        ]);
    }

    [Fact]
    public void Calendar_days_with_a_pause() => Explain(bavaria, "2026-03-02T10:00", "2 calendar days", "2026-03-02T20:00/2026-03-03T20:00").ShouldBe(
        ["received 03-02T10:00", "paused 03-02T20:00..03-03T20:00", "calendarDays 2 03-05", "due 03-05T17:00"]);

    [Fact]
    public void Working_days_with_pauses_in_order()
    {
        Explain(bavaria, "2026-03-02T10:00", "3 working days", "2026-03-04T16:00/2026-03-04T18:00", "2026-03-01T09:00/2026-03-02T11:00", "2026-03-10T08:00/2026-03-10T18:00")
            .ShouldBe(
            [
                "received 03-02T10:00", "paused 03-01T09:00..03-02T11:00", "counted 1-1 03-03..03-03", "paused 03-04T16:00..03-04T18:00",
                "skipped 03-04..03-04 Paused", "counted 2-3 03-05..03-06", "due 03-06T17:00",
            ]);
        Explain(bavaria, "2026-03-02T10:00", "1 working day", "2026-03-02T16:00/2026-03-03T18:00").ShouldBe(
        [
            "received 03-02T10:00", "paused 03-02T16:00..03-03T18:00", "skipped 03-02..03-03 Paused", "dayZero 03-04", "counted 1-1 03-05..03-05", "due 03-05T17:00",
        ]);
    }

    [Fact]
    public void Working_hours_with_a_pause() => Explain(bavaria, "2026-03-02T10:00", "8 working hours", "2026-03-02T12:00/2026-03-03T12:00").ShouldBe(
        ["received 03-02T10:00", "paused 03-02T12:00..03-03T12:00", "time 03-02..03-02 10:00-17:00 7200/7200", "time 03-03..03-03 09:00-17:00 18000/25200", "time 03-04..03-04 09:00-10:00 3600/28800", "due 03-04T10:00"]);

    [Fact]
    public void A_pause_without_a_beginning_is_told_from_1900() => Explain(
        bavaria, [new Interval(null, bavaria.At("2026-03-02T11:00"))], "2026-03-02T10:00", "1 working hour")[1].ShouldStartWith("paused 01-01T");

    [Fact]
    public void A_long_way_names_closed_weekdays_once_and_holidays_all()
    {
        var steps = Explain(bavaria, "2026-03-02T10:00", "100 working days");
        steps.ShouldBe(
        [
            "received 03-02T10:00", "counted 1-23 03-03..04-02", "skipped 04-03..04-03 Holiday good-friday", "skipped 04-06..04-06 Holiday easter-monday",
            "counted 24-41 04-07..04-30", "skipped 05-01..05-01 Holiday labour-day", "counted 42-49 05-04..05-13", "skipped 05-14..05-14 Holiday ascension",
            "counted 50-55 05-15..05-22", "skipped 05-25..05-25 Holiday whit-monday", "counted 56-62 05-26..06-03", "skipped 06-04..06-04 Holiday corpus-christi",
            "counted 63-100 06-05..07-28", "closedWeekdays 6,7", "due 07-28T17:00",
        ]);
    }

    [Fact]
    public void A_very_long_way_is_a_summary()
    {
        Explain(bavaria, "2026-03-02T10:00", "1000 working days").ShouldBe(
            ["received 03-02T10:00", "counted 1-1000 03-03..02-21", "closedWeekdays 6,7", "holidays 38", "due 02-21T17:00"]);
        Explain(bavaria, "2026-03-02T10:00", "5000 working hours").ShouldBe(
        [
            "received 03-02T10:00", "time 03-02..08-23 10:00-10:00 18000000/18000000", "closedWeekdays 6,7", "holidays 22", "due 08-23T10:00",
        ]);
    }

    [Fact]
    public void Many_working_hours_are_drawn_together_between_holidays() => Explain(Office("HU"), "2026-01-02T10:00", "1500 working hours").ShouldBe(
    [
        "received 01-02T10:00", "skipped 01-02..01-02 Holiday moved-rest-day", "countsFrom 01-05T09:00", "time 01-05..01-09 09:00-17:00 144000/144000", "opened 01-10",
        "time 01-10..04-02 09:00-17:00 1728000/1872000", "skipped 04-03..04-03 Holiday good-friday", "skipped 04-06..04-06 Holiday easter-monday",
        "time 04-07..04-30 09:00-17:00 518400/2390400", "skipped 05-01..05-01 Holiday labour-day", "time 05-04..05-22 09:00-17:00 432000/2822400",
        "skipped 05-25..05-25 Holiday whit-monday", "time 05-26..08-07 09:00-17:00 1555200/4377600", "opened 08-08",
        "time 08-08..08-19 09:00-17:00 259200/4636800", "skipped 08-20..08-20 Holiday hungarian-state-foundation",
        "skipped 08-21..08-21 Holiday moved-rest-day", "time 08-24..09-29 09:00-13:00 763200/5400000", "closedWeekdays 6,7", "due 09-29T13:00",
    ]);

    [Fact]
    public void Steps_are_stored_and_read_again()
    {
        var due = new Calendar(Definition("HU") with { PartDays = [Short("2026-08-10", "12:00", "24:00", "Fair")] })
            .Due(Instant.FromUtc(2026, 8, 5, 20, 0, 1), Target.Parse("3 working days"), [new Interval(Instant.FromUtc(2026, 8, 6, 10, 0), Instant.FromUtc(2026, 8, 6, 11, 0))]);
        var json = ExplanationJson.Write(due.Steps);
        json.ShouldBe(
            """[{"step":"received","at":"2026-08-05T22:00:01"},{"step":"countsFrom","at":"2026-08-06T09:00:00"},{"step":"paused","from":"2026-08-06T12:00:00","to":"2026-08-06T13:00:00"},"""
            + """{"step":"counted","first":1,"last":1,"from":"2026-08-07","to":"2026-08-07"},{"step":"opened","date":"2026-08-08"},{"step":"counted","first":2,"last":2,"from":"2026-08-08","to":"2026-08-08"},"""
            + """{"step":"skipped","from":"2026-08-09","to":"2026-08-09","reason":"ClosedWeekday"},{"step":"counted","first":3,"last":3,"from":"2026-08-10","to":"2026-08-10"},"""
            + """{"step":"partDay","date":"2026-08-10","opens":"09:00","closes":"12:00","name":{"text":"Fair"}},{"step":"due","at":"2026-08-10T12:00:00"}]""");
        due.ShouldBe(due with { Steps = ExplanationJson.Read(json) });
        due.GetHashCode().ShouldBe((due with { Steps = ExplanationJson.Read(json) }).GetHashCode());
        due.ShouldNotBe(due with { Steps = [] });
        due.ShouldNotBe(due with { At = due.At + Duration.Epsilon });
        due.ShouldNotBe(due with { Local = due.Local.PlusDays(1) });
        due.Equals(null).ShouldBeFalse();
    }

    [Fact]
    public void Every_kind_of_step_survives_storing()
    {
        ImmutableArray<ExplanationStep> steps =
        [
            new ExplanationStep.DayZeroMoved(Date("2026-03-04")), new ExplanationStep.HolidaysSkipped(4),
            new ExplanationStep.ClosedWeekdays([IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday]), new ExplanationStep.TimeCounted(Date("2026-03-04"), Date("2026-03-05"), "08:00", "24:00", 1, 2),
            new ExplanationStep.RoundTheClock(60), new ExplanationStep.CalendarDaysCounted(3, Date("2026-03-04")),
            new ExplanationStep.Paused(Time("2026-03-04T10:00"), null),
            new ExplanationStep.DaysSkipped(Date("2026-03-04"), Date("2026-03-04"), SkipReason.Holiday, new("good-friday", null, IsSubstitute: true)),
            new ExplanationStep.ClockChanged(Time("2026-03-29T02:00"), 3600), new ExplanationStep.ClockChanged(Time("2026-10-25T03:00"), -3600),
            new ExplanationStep.DueAt(Time("2026-10-26T09:00")),
        ];
        ExplanationJson.Read(ExplanationJson.Write(steps)).SequenceEqual(steps).ShouldBeTrue();
        steps[2].GetHashCode().ShouldBe(ExplanationJson.Read(ExplanationJson.Write(steps))[2].GetHashCode());
        steps[2].ShouldNotBe(new ExplanationStep.ClosedWeekdays([IsoDayOfWeek.Saturday]));
        steps[2].Equals((ExplanationStep?)null).ShouldBeFalse();
        Should.Throw<JsonException>(() => ExplanationJson.Read("""[{"step":"opened","date":"soon"}]"""));
        Should.Throw<JsonException>(() => ExplanationJson.Read("""[{"step":"unheard"}]"""));
    }

    internal static string[] Explain(Calendar calendar, string from, string target, params string[] pauses) => Explain(
        calendar,
        [.. pauses.Select(pause => pause.Split('/')).Select(ends => new Interval(calendar.At(ends[0]), calendar.At(ends[1])))],
        from,
        target);

    private static string[] Explain(Calendar calendar, Interval[] pauses, string from, string target) =>
        [.. calendar.Due(calendar.At(from), Target.Parse(target), pauses).Steps.Select(Write)];

    private static string Write(ExplanationStep step) => step switch
    {
        ExplanationStep.Received s => $"received {Short(s.At)}",
        ExplanationStep.CountsFromNextOpening s => $"countsFrom {Short(s.At)}",
        ExplanationStep.DayZeroMoved s => $"dayZero {s.Date:MM-dd}",
        ExplanationStep.DaysCounted s => $"counted {s.First}-{s.Last} {s.From:MM-dd}..{s.To:MM-dd}",
        ExplanationStep.DaysSkipped s => $"skipped {s.From:MM-dd}..{s.To:MM-dd} {s.Reason} {Name(s.Name)}".TrimEnd(),
        ExplanationStep.HolidaysSkipped s => $"holidays {s.Days}",
        ExplanationStep.ClosedWeekdays s => $"closedWeekdays {string.Join(',', s.Days.Select(day => (int)day))}",
        ExplanationStep.DayOpened s => $"opened {s.Date:MM-dd}",
        ExplanationStep.PartDay s => $"partDay {s.Date:MM-dd} {s.Opens}-{s.Closes} {Name(s.Name)}".TrimEnd(),
        ExplanationStep.TimeCounted s => $"time {s.From:MM-dd}..{s.To:MM-dd} {s.Began}-{s.Ended} {s.Seconds}/{s.SoFar}",
        ExplanationStep.RoundTheClock s => $"roundTheClock {s.Seconds}",
        ExplanationStep.ClockChanged s => $"clocks {Short(s.At)} {s.Seconds}",
        ExplanationStep.CalendarDaysCounted s => $"calendarDays {s.Days} {s.To:MM-dd}",
        ExplanationStep.Paused s => $"paused {Short(s.From)}..{(s.To is { } to ? Short(to) : "")}",
        ExplanationStep.DueAt s => $"due {Short(s.At)}",
        _ => step.ToString(),
    };

    private static string Short(LocalDateTime at) =>
        at.ToString(at.Second == 0 ? "MM-dd'T'HH:mm" : "MM-dd'T'HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);

    private static string Name(Kept.Domain.Calendars.Holidays.HolidayName? name) => name?.Code ?? (name?.Text is { } text ? $"\"{text}\"" : "");

    private static PartDayClosing Short(string date, string from, string until, string? name) => new(
        new DayOfCalendar(Date(date)), OpeningInterval.Parse(from, until), name is null ? null : Kept.Domain.Calendars.Holidays.HolidayName.Of(name));

    private static ClosedDay Closed(string date, string name) => new(new DayOfCalendar(Date(date)), Kept.Domain.Calendars.Holidays.HolidayName.Of(name));
}
