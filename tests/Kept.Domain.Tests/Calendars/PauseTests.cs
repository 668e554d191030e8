using Kept.Domain.Calendars;
using NodaTime;
using Shouldly;
using Xunit;
using static Kept.Domain.Tests.Calendars.TestCalendars;

namespace Kept.Domain.Tests.Calendars;

/// <summary>The clock stands still while the resident is asked something.</summary>
public sealed class PauseTests
{
    private readonly Calendar calendar = Office("DE-BY");

    [Theory]
    [InlineData("1 working day", "2026-03-03T10:00", "2026-03-03T11:00", "2026-03-03T17:00")] // running again at closing: the day counts
    [InlineData("1 working day", "2026-03-03T16:00", "2026-03-04T09:30", "2026-03-04T17:00")] // one closing passed: one day more
    [InlineData("1 working day", "2026-03-03T10:00", "2026-03-03T17:00", "2026-03-04T17:00")]
    [InlineData("1 working day", "2026-03-03T17:00", "2026-03-05T08:00", "2026-03-03T17:00")] // due before it began
    [InlineData("2 working days", "2026-03-03T17:00", "2026-03-05T08:00", "2026-03-05T17:00")]
    [InlineData("1 working day", "2026-03-02T16:00", "2026-03-03T16:00", "2026-03-04T17:00")] // over the closing of the day of receipt
    [InlineData("0 working days", "2026-03-02T11:00", "2026-03-04T11:00", "2026-03-04T17:00")]
    [InlineData("8 working hours", "2026-03-02T12:00", "2026-03-03T12:00", "2026-03-04T10:00")]
    [InlineData("2 working hours", "2026-03-02T12:00", "2026-03-03T12:00", "2026-03-02T12:00")]
    [InlineData("8 working hours", "2026-03-01T12:00", "2026-03-02T12:00", "2026-03-03T12:00")] // began before the report
    [InlineData("0 working hours", "2026-03-02T09:00", "2026-03-02T12:00", "2026-03-02T12:00")]
    [InlineData("24 hours", "2026-03-02T12:00", "2026-03-02T18:00", "2026-03-03T16:00")]
    [InlineData("24 hours", "2026-03-03T10:00", "2026-03-03T18:00", "2026-03-03T10:00")]
    [InlineData("2 calendar days", "2026-03-02T20:00", "2026-03-03T20:00", "2026-03-05T17:00")] // a midnight passed while paused
    [InlineData("2 calendar days", "2026-03-03T09:00", "2026-03-03T20:00", "2026-03-04T17:00")]
    [InlineData("2 calendar days", "2026-03-04T18:00", "2026-03-05T20:00", "2026-03-04T17:00")] // due before it began
    [InlineData("2 calendar days", "2026-03-04T09:00", "2026-03-04T20:00", "2026-03-05T17:00")] // opening ends while paused
    public void Moves_the_due_instant(string target, string start, string end, string due)
    {
        Interval[] pauses = [new(calendar.At(start), calendar.At(end))];
        calendar.DueAt(calendar.At("2026-03-02T10:00"), Target.Parse(target), pauses).ShouldBe(calendar.At(due));
    }

    [Fact]
    public void Worked_time_leaves_it_out()
    {
        Interval[] pauses = [new(calendar.At("2026-03-02T16:00"), calendar.At("2026-03-03T10:00"))];
        calendar.Worked(calendar.At("2026-03-02T09:00"), calendar.At("2026-03-03T17:00"), pauses).ShouldBe(Duration.FromHours(14));
        calendar.Worked(calendar.At("2026-03-02T16:30"), calendar.At("2026-03-03T09:30"), pauses).ShouldBe(Duration.Zero);
        calendar.WorkedDays(calendar.At("2026-03-01T09:00"), calendar.At("2026-03-04T17:00"), pauses).ShouldBe(1);
    }

    [Fact]
    public void Without_an_end_nothing_falls_due_after_it()
    {
        Interval[] pauses = [new(calendar.At("2026-03-03T12:00"), null)];
        var from = calendar.At("2026-03-02T10:00");
        calendar.DueAt(from, Target.Parse("0 working days"), pauses).ShouldBe(calendar.At("2026-03-02T17:00"));
        calendar.DueAt(from, Target.Parse("9 working hours"), pauses).ShouldBe(calendar.At("2026-03-03T11:00"));
        foreach (var target in new[] { "1 working day", "99 working hours", "99 hours", "1 calendar day", "9 calendar days" })
        {
            Should.Throw<CalendarException>(() => calendar.DueAt(from, Target.Parse(target), pauses)).Message.ShouldContain("paused without an end");
        }

        calendar.Worked(from, calendar.At("2026-03-05T10:00"), pauses).ShouldBe(Duration.FromHours(10));
    }

    [Fact]
    public void One_without_a_start_began_before_everything()
    {
        Interval[] pauses = [new(null, calendar.At("2026-03-03T12:00"))];
        calendar.Due(calendar.At("2026-03-02T10:00"), Target.Parse("2 working hours"), pauses).At.ShouldBe(calendar.At("2026-03-03T14:00"));
        calendar.Due(calendar.At("2026-03-02T10:00"), Target.Parse("1 working day"), pauses).At.ShouldBe(calendar.At("2026-03-04T17:00"));
    }

    [Fact]
    public void One_without_length_changes_nothing()
    {
        Interval[] pauses = [new(calendar.At("2026-03-03T17:00"), calendar.At("2026-03-03T17:00"))];
        calendar.DueAt(calendar.At("2026-03-02T10:00"), Target.Parse("1 working day"), pauses).ShouldBe(calendar.At("2026-03-03T17:00"));
    }
}
