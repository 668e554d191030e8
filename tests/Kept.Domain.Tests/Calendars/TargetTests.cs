using Kept.Domain.Calendars;
using Shouldly;
using Xunit;

namespace Kept.Domain.Tests.Calendars;

public sealed class TargetTests
{
    [Theory]
    [InlineData("7 working days", 7, TargetUnit.WorkingDays, "7 working days")]
    [InlineData("1 working day", 1, TargetUnit.WorkingDays, "1 working day")]
    [InlineData("1 working days", 1, TargetUnit.WorkingDays, "1 working day")]
    [InlineData("32 working hours", 32, TargetUnit.WorkingHours, "32 working hours")]
    [InlineData("1 working hour", 1, TargetUnit.WorkingHours, "1 working hour")]
    [InlineData("90 working minutes", 90, TargetUnit.WorkingMinutes, "90 working minutes")]
    [InlineData("1 working minute", 1, TargetUnit.WorkingMinutes, "1 working minute")]
    [InlineData("15 calendar days", 15, TargetUnit.CalendarDays, "15 calendar days")]
    [InlineData("1 calendar day", 1, TargetUnit.CalendarDays, "1 calendar day")]
    [InlineData("15 days", 15, TargetUnit.CalendarDays, "15 calendar days")]
    [InlineData("1 day", 1, TargetUnit.CalendarDays, "1 calendar day")]
    [InlineData("24 hours", 24, TargetUnit.Hours, "24 hours")]
    [InlineData("1 hour", 1, TargetUnit.Hours, "1 hour")]
    [InlineData("30 minutes", 30, TargetUnit.Minutes, "30 minutes")]
    [InlineData("1 minute", 1, TargetUnit.Minutes, "1 minute")]
    [InlineData("  007   Working  DAYS ", 7, TargetUnit.WorkingDays, "7 working days")]
    [InlineData("0 hours", 0, TargetUnit.Hours, "0 hours")]
    public void Is_read_and_written(string text, int amount, TargetUnit unit, string written)
    {
        var target = Target.Parse(text);
        target.ShouldBe(new Target(amount, unit));
        target.ToString().ShouldBe(written);
        Target.Parse(written).ShouldBe(target);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("7")]
    [InlineData("working days")]
    [InlineData("-7 working days")]
    [InlineData("7.5 hours")]
    [InlineData("7 weeks")]
    [InlineData("7 working weeks")]
    [InlineData("7 working days please")]
    public void Anything_else_is_refused_with_what_to_write(string? text)
    {
        Target.TryParse(text, out var target).ShouldBeFalse();
        target.ShouldBe(default);
        Should.Throw<FormatException>(() => Target.Parse(text!)).Message.ShouldContain("\"7 working days\"");
    }

    [Fact]
    public void An_amount_that_is_too_large_is_called_so()
    {
        Target.TryParse("99999999999 days", out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => Target.Parse(" 99999999999 days")).Message.ShouldBe("\" 99999999999 days\" is too large. Write an amount of at most 2147483647.");
        Should.Throw<FormatException>(() => Target.Parse("99999999999 weeks")).Message.ShouldContain("is not a target");
    }

    [Fact]
    public void Cannot_be_made_wrong()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new Target(-1, TargetUnit.Hours));
        Should.Throw<ArgumentOutOfRangeException>(() => new Target(1, (TargetUnit)6)).ParamName.ShouldBe("unit");
        Should.Throw<InvalidOperationException>(() => new Target(1, TargetUnit.WorkingDays).Seconds);
        Should.Throw<InvalidOperationException>(() => new Target(1, TargetUnit.CalendarDays).Seconds);
    }

    [Fact]
    public void Knows_its_length_and_kind()
    {
        new Target(2, TargetUnit.WorkingHours).Seconds.ShouldBe(7200);
        new Target(2, TargetUnit.Hours).Seconds.ShouldBe(7200);
        new Target(2, TargetUnit.WorkingMinutes).Seconds.ShouldBe(120);
        new Target(2, TargetUnit.Minutes).Seconds.ShouldBe(120);
        Enum.GetValues<TargetUnit>().Where(unit => new Target(1, unit).IsInDays).ShouldBe([TargetUnit.WorkingDays, TargetUnit.CalendarDays]);
        Enum.GetValues<TargetUnit>().Where(unit => new Target(1, unit).IsWorkingTime)
            .ShouldBe([TargetUnit.WorkingDays, TargetUnit.WorkingHours, TargetUnit.WorkingMinutes]);
    }
}
