using Kept.Domain.Calendars;
using Kept.Domain.Calendars.Holidays;
using Kept.Promises;
using Kept.Texts;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Promises;

public sealed class ExplanationWordsTests
{
    private static readonly TextLibrary Texts = TextLibrary.Load();
    private static readonly LocalDate Monday = new(2026, 3, 2);

    private static readonly ExplanationStep[] OneOfEach =
    [
        new ExplanationStep.Received(Monday.At(new LocalTime(16, 40))),
        new ExplanationStep.CountsFromNextOpening(Monday.At(new LocalTime(9, 0))),
        new ExplanationStep.DayZeroMoved(Monday),
        new ExplanationStep.DaysCounted(1, 1, Monday, Monday),
        new ExplanationStep.DaysCounted(1, 4, Monday, Monday.PlusDays(3)),
        new ExplanationStep.DaysSkipped(Monday, Monday, SkipReason.ClosedWeekday, null),
        new ExplanationStep.DaysSkipped(Monday, Monday.PlusDays(1), SkipReason.ClosedWeekday, null),
        new ExplanationStep.DaysSkipped(Monday, Monday.PlusDays(2), SkipReason.ClosedWeekday, null),
        new ExplanationStep.DaysSkipped(Monday, Monday, SkipReason.Holiday, new HolidayName("good-friday")),
        new ExplanationStep.DaysSkipped(Monday, Monday.PlusDays(1), SkipReason.Holiday, new HolidayName("good-friday")),
        new ExplanationStep.DaysSkipped(Monday, Monday, SkipReason.Closed, null),
        new ExplanationStep.DaysSkipped(Monday, Monday.PlusDays(1), SkipReason.Closed, HolidayName.Of("Town fair")),
        new ExplanationStep.DaysSkipped(Monday, Monday, SkipReason.Paused, null),
        new ExplanationStep.HolidaysSkipped(36),
        new ExplanationStep.ClosedWeekdays([IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday]),
        new ExplanationStep.DayOpened(Monday),
        new ExplanationStep.PartDay(Monday, "08:00", "12:00", null),
        new ExplanationStep.PartDay(Monday, "08:00", "12:00", new HolidayName("christmas-eve")),
        new ExplanationStep.TimeCounted(Monday, Monday, "16:40", "17:00", 1201, 4801),
        new ExplanationStep.TimeCounted(Monday, Monday.PlusDays(4), "16:40", "24:00", 7200, 7200),
        new ExplanationStep.RoundTheClock(0),
        new ExplanationStep.ClockChanged(Monday.At(new LocalTime(3, 0)), -3600),
        new ExplanationStep.ClockChanged(Monday.At(new LocalTime(2, 0)), 1800),
        new ExplanationStep.CalendarDaysCounted(15, Monday),
        new ExplanationStep.Paused(Monday.AtMidnight(), Monday.At(new LocalTime(9, 0, 1))),
        new ExplanationStep.Paused(Monday.AtMidnight(), null),
        new ExplanationStep.DueAt(Monday.At(new LocalTime(17, 0))),
        new ExplanationStep.DueAt(Monday.PlusYears(1).AtMidnight()),
    ];

    [Fact]
    public void English() => ExplanationWords.Sentences([.. OneOfEach], Texts.In("en")).ShouldBe(
    [
        "Received Monday 2 March at 16:40.",
        "It was closed then, so it counts as received Monday 2 March at 09:00.",
        "Monday 2 March takes the place of the day of receipt.",
        "Day 1 is Monday 2 March.",
        "Days 1 to 4 are Monday 2 March to Thursday 5 March.",
        "Monday 2 March is closed.",
        "Monday 2 March and Tuesday 3 March are closed.",
        "Monday 2 March to Wednesday 4 March are closed.",
        "Monday 2 March is Good Friday and does not count.",
        "Monday 2 March to Tuesday 3 March do not count: Good Friday.",
        "Monday 2 March is closed by way of exception and does not count.",
        "Monday 2 March to Tuesday 3 March do not count: Town fair.",
        "Monday 2 March does not count, because the clock stood still at closing time.",
        "36 more closed days on the way do not count.",
        "Days that are always closed never count: Saturday, Sunday.",
        "Monday 2 March is open by way of exception and counts.",
        "Monday 2 March has shorter hours, 08:00 to 12:00.",
        "Monday 2 March has shorter hours, 08:00 to 12:00: Christmas Eve.",
        "Monday 2 March, 16:40 to 17:00: 20 minutes 1 second, 1 hour 20 minutes 1 second so far.",
        "Monday 2 March at 16:40 to Friday 6 March at 24:00: 2 hours, 2 hours so far.",
        "The clock runs day and night for 0 minutes.",
        "Monday 2 March: the clocks go back by 1 hour at 03:00. That time comes twice, and counts twice.",
        "Monday 2 March: the clocks go forward by 30 minutes at 02:00. That time is left out, and does not count.",
        "15 calendar days later is Monday 2 March.",
        "The clock stood still from Monday 2 March at 00:00 to Monday 2 March at 09:00:01.",
        "The clock has stood still since Monday 2 March at 00:00.",
        "Due Monday 2 March at 17:00.",
        "Due Monday 1 March 2027 at midnight, when that day ends.",
    ]);

    [Theory]
    [InlineData("de", "Montag, 2. März", "Karfreitag")]
    [InlineData("hr", "onedjeljak, 2. ožujka", "Veliki petak")]
    [InlineData("hu", "árcius 2., hétfő", "Nagypéntek")]
    public void Every_step_in_every_other_language(string language, string day, string goodFriday)
    {
        var sentences = ExplanationWords.Sentences([.. OneOfEach], Texts.In(language));
        sentences.Length.ShouldBe(OneOfEach.Length);
        sentences.ShouldAllBe(sentence => sentence.EndsWith('.') && char.ToUpper(sentence[0]) == sentence[0] && !sentence.Contains('{'));
        sentences[0].ShouldContain(day);
        sentences[8].ShouldContain(goodFriday);
        sentences.Intersect(ExplanationWords.Sentences([.. OneOfEach], Texts.In("en"))).ShouldBeEmpty();
    }
}
