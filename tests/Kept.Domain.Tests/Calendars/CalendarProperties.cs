using Kept.Domain.Calendars;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Domain.Tests.Calendars;

/// <summary>What must hold for every calendar; <see cref="Sample"/> makes them up.</summary>
public sealed class CalendarProperties
{
    [Fact]
    public void Due_instants_are_those_of_the_slow_calendar() => Property.Check(Sample.Any, sample =>
        sample.Calendar.DueAt(sample.From, sample.Target, sample.Pauses)
            .ShouldBe(sample.Slow.Due(sample.From, sample.Target, sample.Pauses)));

    [Fact]
    public void Worked_time_is_that_of_the_slow_calendar() => Property.Check(Sample.Any, sample =>
    {
        var to = sample.From + Duration.FromMinutes(sample.Target.Amount * 20L);
        sample.Calendar.Worked(sample.From, to, sample.Pauses)
            .ShouldBe(Duration.FromMinutes(sample.Slow.WorkedMinutes(sample.From, to, sample.Pauses)));
    });

    [Fact]
    public void Opening_is_that_of_the_slow_calendar() => Property.Check(Sample.Any, sample =>
    {
        sample.Calendar.IsOpenAt(sample.From).ShouldBe(sample.Slow.IsOpen(sample.From));
        sample.Calendar.NextOpening(sample.From).ShouldBe(sample.Slow.NextOpening(sample.From));
    });

    [Fact]
    public void Closing_is_where_opening_ends() => Property.Check(Sample.Any, sample =>
    {
        if (sample.Calendar.NextClosing(sample.From) is { } closing)
        {
            closing.ShouldBeGreaterThan(sample.From);
            sample.Calendar.IsOpenAt(closing).ShouldBeFalse();
            sample.Calendar.IsOpenAt(closing - Duration.Epsilon).ShouldBeTrue();
            sample.Calendar.NextClosing(closing - Duration.Epsilon).ShouldBe(closing);
        }
        else
        {
            sample.Calendar.WorkedDays(sample.From, sample.From + Duration.FromDays(3650)).ShouldBeGreaterThan(3600);
        }
    });

    [Fact]
    public void The_explanation_belongs_to_the_due_instant() => Property.Check(Sample.Any, sample =>
    {
        var due = sample.Calendar.Due(sample.From, sample.Target, sample.Pauses);
        due.At.ShouldBe(sample.Calendar.DueAt(sample.From, sample.Target, sample.Pauses));
        due.Local.ShouldBe(due.At.InZone(sample.Calendar.Zone).LocalDateTime);
        ExplanationChecks.Check(due, sample);
    });

    [Fact]
    public void Adding_then_counting_is_the_identity() => Property.Check(Sample.AnyWorking, sample =>
    {
        var due = sample.Calendar.DueAt(sample.From, sample.Target, sample.Pauses);
        if (sample.Target.Unit != TargetUnit.WorkingDays)
        {
            sample.Calendar.Worked(sample.From, due, sample.Pauses).TotalSeconds.ShouldBe(sample.Target.Seconds);
        }
        else if (sample.Target.Amount > 0)
        {
            sample.Calendar.WorkedDays(sample.From, due, sample.Pauses).ShouldBe(sample.Target.Amount);
        }
    });

    [Fact]
    public void Never_due_while_closed() => Property.Check(
        Sample.AnyOf(TargetUnit.WorkingDays, TargetUnit.WorkingHours, TargetUnit.WorkingMinutes, TargetUnit.CalendarDays),
        sample =>
        {
            var due = sample.Calendar.DueAt(sample.From, sample.Target, sample.Pauses);
            var lastMoment = sample.Target.Amount == 0 && !sample.Target.IsInDays ? due : due - Duration.Epsilon;
            sample.Calendar.IsOpenAt(lastMoment).ShouldBeTrue();
            sample.Pauses.ShouldAllBe(pause => !pause.Contains(lastMoment));
        });

    [Fact]
    public void Monotone_in_start() => Property.Check(Sample.Any, sample =>
    {
        foreach (var later in new[] { 1, 30, 600, 1440, 5000 }.Select(minutes => sample.From + Duration.FromMinutes(minutes)))
        {
            sample.Calendar.DueAt(later, sample.Target, sample.Pauses)
                .ShouldBeGreaterThanOrEqualTo(sample.Calendar.DueAt(sample.From, sample.Target, sample.Pauses));
        }
    });

    [Fact]
    public void Monotone_in_amount() => Property.Check(Sample.Any, sample =>
    {
        var more = new Target(sample.Target.Amount + 1, sample.Target.Unit);
        var due = sample.Calendar.DueAt(sample.From, sample.Target, sample.Pauses);
        sample.Calendar.DueAt(sample.From, more, sample.Pauses).ShouldBeGreaterThanOrEqualTo(due);
        due.ShouldBeGreaterThanOrEqualTo(sample.From);
    });

    [Fact]
    public void Splitting_a_pause_changes_nothing() => Property.Check(Sample.Any, sample =>
    {
        var pieces = sample.Pauses.SelectMany(pause => new[]
        {
            new Interval(pause.Start, pause.Start + (pause.Duration / 3)),
            new Interval(pause.Start + (pause.Duration / 3), pause.End),
            new Interval(pause.Start + (pause.Duration / 2), pause.End),
        }).Reverse().ToList();
        sample.Calendar.Due(sample.From, sample.Target, pieces).ShouldBe(sample.Calendar.Due(sample.From, sample.Target, sample.Pauses));
        var to = sample.From + Duration.FromDays(9);
        sample.Calendar.Worked(sample.From, to, pieces).ShouldBe(sample.Calendar.Worked(sample.From, to, sample.Pauses));
    });

    [Fact]
    public void Seconds_and_fractions_are_kept() => Property.Check(Sample.AnyWorking, sample =>
    {
        var odd = Duration.FromNanoseconds(17_000_000_001);
        var from = sample.From + odd;
        var due = sample.Calendar.DueAt(from, sample.Target);
        if (sample.Target is { IsInDays: false, Amount: > 0 })
        {
            sample.Calendar.Worked(from, due).ShouldBe(Duration.FromSeconds(sample.Target.Seconds));
        }

        due.ShouldBeGreaterThanOrEqualTo(sample.Calendar.DueAt(sample.From, sample.Target));
        due.ShouldBeLessThanOrEqualTo(sample.Calendar.DueAt(sample.From + Duration.FromMinutes(1), sample.Target));
    });

    [Fact]
    public void Working_days_left_are_those_between_today_and_the_due_day() => Property.Check(Sample.AnyOf(TargetUnit.WorkingDays), sample =>
    {
        var due = sample.Calendar.DueAt(sample.From, sample.Target);
        var left = sample.Calendar.WorkingDaysLeft(sample.From, due);
        var opensLaterToday = sample.Calendar.NextOpening(sample.From)!.Value.InZone(sample.Calendar.Zone).Date
            == sample.From.InZone(sample.Calendar.Zone).Date;
        left.ShouldBe(opensLaterToday ? sample.Target.Amount : sample.Target.Amount + 1);
        sample.Calendar.WorkingDaysLeft(due, due).ShouldBe(0);
        sample.Calendar.WorkedDays(sample.From, due).ShouldBe(sample.Target.Amount);
    });
}
