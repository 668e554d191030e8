using Kept.Domain.Counts;
using Shouldly;
using Xunit;

namespace Kept.Domain.Tests.Counts;

public sealed class SurvivalCurveTests
{
    [Fact]
    public void Without_cases_there_is_no_curve()
    {
        var curve = SurvivalCurve.Of([]);

        (curve.IsEmpty, curve.Median).ShouldBe((true, null));
    }

    [Fact]
    public void Half_is_read_off_within_a_step()
    {
        // 40 of 100 on day 1, 30 on day 2: the 50th on the third part of the second day.
        var curve = SurvivalCurve.Of([Cohort(age: 30, received: 100, closed: [(0, 40), (1, 30), (8, 30)])]);

        curve.Points[..3].ShouldBe([(0, 1.0), (1, 0.6), (2, 0.3)], Close);
        curve.Median!.Value.ShouldBe(1 + (1 / 3.0), 0.001);
        curve.Points[^1].Open.ShouldBe(0);
    }

    [Fact]
    public void A_case_that_is_open_yet_makes_it_slower_for_as_long_as_it_was_watched()
    {
        var closedOnly = SurvivalCurve.Of([Cohort(age: 30, received: 10, closed: [(1, 10)])]);
        var withOpen = SurvivalCurve.Of([Cohort(age: 30, received: 30, closed: [(1, 10)])]);

        closedOnly.Median!.Value.ShouldBeLessThan(2);
        withOpen.Median.ShouldBeNull();
        withOpen.Points[^1].Days.ShouldBe(30);
    }

    [Fact]
    public void Young_cases_say_something_about_their_first_days_only()
    {
        var curve = SurvivalCurve.Of(
        [
            Cohort(age: 3, received: 100, closed: [(0, 50)]), // on day 4 nobody has looked yet
            Cohort(age: 10, received: 100, closed: [(0, 50), (3, 50)]),
        ]);

        curve.Points.Single(point => point.Days == 3).Open.ShouldBe(0.5, 0.001);
        curve.Points.Single(point => point.Days == 4).Open.ShouldBe(0, 0.001);
    }

    [Fact]
    public void Who_left_is_not_waited_for() =>
        SurvivalCurve.Of([Cohort(age: 30, received: 20, closed: [(0, 10)], left: 10)]).Points[1].Open.ShouldBe(0);

    [Fact]
    public void A_handful_of_cases_says_nothing() =>
        SurvivalCurve.Of([Cohort(age: 30, received: 4, closed: [(0, 4)])]).IsEmpty.ShouldBeTrue();

    private static IEqualityComparer<(int Days, double Open)> Close { get; } =
        EqualityComparer<(int Days, double Open)>.Create((one, other) => one.Days == other.Days && Math.Abs(one.Open - other.Open) < 0.0001);

    private static Cohort Cohort(int age, long received, (int Step, long N)[] closed, long left = 0)
    {
        var steps = new long[TimeToClose.Steps.Length];
        foreach (var (step, n) in closed)
        {
            steps[step] = n;
        }

        return new Cohort(age, received, left, [.. steps]);
    }
}
