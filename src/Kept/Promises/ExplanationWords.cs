using System.Collections.Immutable;
using System.Globalization;
using Kept.Domain.Calendars;
using Kept.Texts;
using NodaTime;
using Step = Kept.Domain.Calendars.ExplanationStep;

namespace Kept.Promises;

/// <summary>Puts the steps of an explanation into sentences of a language: one sentence a step.</summary>
internal static class ExplanationWords
{
    public static ImmutableArray<string> Sentences(ImmutableArray<Step> steps, Words words)
    {
        var year = steps.OfType<Step.Received>().Select(step => (int?)step.At.Year).FirstOrDefault();
        var days = new DayWords(words, year, ToTheSecond: steps.Any(step => step is Step.TimeCounted or Step.RoundTheClock or Step.DueAt { At.Second: > 0 }));
        return [.. steps.Select(step => Capitalised(Sentence(step, days), words.Culture))];
    }

    /// <summary>"2 hours 30 minutes"; no seconds where there are none.</summary>
    public static string Amount(long seconds, Words words)
    {
        (string Key, long Count)[] parts = [("hours", seconds / 3600), ("minutes", seconds / 60 % 60), ("seconds", seconds % 60)];
        var said = parts.Where(part => part.Count > 0).DefaultIfEmpty(("minutes", 0));
        return string.Join(' ', said.Select(part => words[$"explanation.amount.{part.Key}", ("count", part.Count)]));
    }

    /// <summary>Months and weekdays are small in Croatian and Hungarian, also where they come first.</summary>
    private static string Capitalised(string sentence, CultureInfo culture) => char.ToUpper(sentence[0], culture) + sentence[1..];

    private static string Sentence(Step step, DayWords words) => step switch
    {
        Step.Received received => words.Say("received", received.At),
        Step.CountsFromNextOpening next => words.Say("countsFrom", next.At),
        Step.DayZeroMoved moved => words.Say("dayZero", moved.Date),
        Step.DaysCounted run when run.First == run.Last => words.Say("day", run.From, ("number", run.First)),
        Step.DaysCounted run => words.Say("days", run.From, run.To, ("first", run.First), ("last", run.Last)),
        Step.DaysSkipped skipped => Skipped(skipped, words),
        Step.HolidaysSkipped holidays => words.Say("holidays", ("count", holidays.Days)),
        Step.ClosedWeekdays closed => words.Say("closedWeekdays", ("days", words.Weekdays(closed.Days))),
        Step.DayOpened opened => words.Say("opened", opened.Date),
        Step.PartDay { Name: { } name } part => words.Say(
            "partDayNamed", part.Date, ("opens", part.Opens), ("closes", part.Closes), ("name", name.In(words.Language))),
        Step.PartDay part => words.Say("partDay", part.Date, ("opens", part.Opens), ("closes", part.Closes)),
        Step.TimeCounted time when time.From == time.To => words.Say("time", time.From, Counted(time, words)),
        Step.TimeCounted time => words.Say("times", time.From, time.To, Counted(time, words)),
        Step.RoundTheClock clock => words.Say("roundTheClock", ("amount", Amount(clock.Seconds, words.Words))),
        Step.ClockChanged change => words.Say(
            change.Seconds < 0 ? "clocksBack" : "clocksForward", change.At, ("amount", Amount(Math.Abs(change.Seconds), words.Words))),
        Step.CalendarDaysCounted days => words.Say("calendarDays", days.To, ("count", days.Days)),
        Step.Paused { To: { } to } paused => words.Say("paused", ("from", words.Moment(paused.From)), ("to", words.Moment(to))),
        Step.Paused paused => words.Say("pausedStill", ("from", words.Moment(paused.From))),
        Step.DueAt { At: var at } when at.TimeOfDay == LocalTime.Midnight => words.Say("dueAtMidnight", at.Date.PlusDays(-1)),
        Step.DueAt due => words.Say("due", due.At),
        _ => throw new InvalidOperationException($"There are no words for {step.GetType().Name}."),
    };

    private static string Skipped(Step.DaysSkipped skipped, DayWords words)
    {
        var name = skipped.Name?.In(words.Language) ?? "";
        var key = skipped.Reason switch
        {
            SkipReason.ClosedWeekday => "skipped.weekday",
            SkipReason.Holiday => "skipped.holiday",
            SkipReason.Closed => name.Length == 0 ? "skipped.closed" : "skipped.closedNamed",
            SkipReason.Paused => "skipped.paused",
        };
        var days = Period.DaysBetween(skipped.From, skipped.To) + 1;
        return words.Say(key, skipped.From, skipped.To, ("count", days), ("name", name));
    }

    private static (string, object?)[] Counted(Step.TimeCounted time, DayWords words) =>
    [
        ("began", time.Began), ("ended", time.Ended), ("amount", Amount(time.Seconds, words.Words)), ("soFar", Amount(time.SoFar, words.Words)),
    ];

    /// <summary>
    /// Sentences with days in them, which carry their year only where it is another than that of receipt, and seconds only
    /// where a clock counted them.
    /// </summary>
    private sealed record DayWords(Words Words, int? Year, bool ToTheSecond)
    {
        public string Language => Words.Language;

        public string Say(string key, params (string, object?)[] values) => Words[$"explanation.{key}", values];

        public string Say(string key, LocalDate day, params (string, object?)[] values) => Say(key, [("day", Day(day)), .. values]);

        public string Say(string key, LocalDateTime at, params (string, object?)[] values) => Say(key, at.Date, [("time", Time(at)), .. values]);

        public string Say(string key, LocalDate from, LocalDate to, params (string, object?)[] values) =>
            Say(key, from, [("from", Day(from)), ("to", Day(to)), .. values]);

        public string Moment(LocalDateTime at) => Say("moment", ("day", Day(at.Date)), ("time", Time(at)));

        public string Weekdays(ImmutableArray<IsoDayOfWeek> days) =>
            string.Join(", ", days.Select(day => Words.Culture.DateTimeFormat.GetDayName((DayOfWeek)((int)day % 7))));

        private string Day(LocalDate date) => date.Year == Year ? Words.Day(date) : Words.Date(date);

        private string Time(LocalDateTime at) => at.Second == 0 || !ToTheSecond
            ? Words.Time(at.TimeOfDay)
            : at.TimeOfDay.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
