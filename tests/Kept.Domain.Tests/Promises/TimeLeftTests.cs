using Kept.Domain.Calendars;
using Kept.Domain.Cases;
using Kept.Domain.Promises;
using Kept.Domain.Tests.Calendars;
using NodaTime;
using Shouldly;
using Xunit;
using static Kept.Domain.Tests.Calendars.TestCalendars;

namespace Kept.Domain.Tests.Promises;

/// <summary>A promise given on Monday 2 March 2026 at 09:00 and due on Thursday at 17:00: 32 hours of opening.</summary>
public sealed class TimeLeftTests
{
    private readonly Calendar office = Office("DE-BY");

    [Theory]
    [InlineData("2026-03-02T09:00", Urgency.Running, 3, 1.0)]
    [InlineData("2026-03-01T09:00", Urgency.Running, 4, 1.0)] // before its clock started
    [InlineData("2026-03-02T17:00", Urgency.Running, 3, 0.75)]
    [InlineData("2026-03-03T13:00", Urgency.Running, 2, 0.625)]
    [InlineData("2026-03-04T23:59", Urgency.Running, 1, 0.25)]
    [InlineData("2026-03-05T00:00", Urgency.Today, 0, 0.25)]
    [InlineData("2026-03-05T16:59", Urgency.Today, 0, 60 / 115_200.0)]
    [InlineData("2026-03-05T17:00", Urgency.Broken, 0, 0.0)] // its instant has come
    [InlineData("2026-03-09T17:00", Urgency.Broken, 0, 0.0)]
    public void An_open_promise(string now, Urgency urgency, int days, double share)
    {
        var left = TimeLeft.Of(Clock(PromiseState.Open), office, office.At(now));

        (left.Urgency, left.WorkingDays, left.Due).ShouldBe((urgency, days, office.At("2026-03-05T17:00")));
        left.Share.ShouldBe(share, 1e-9);
    }

    [Theory]
    [InlineData(PromiseState.Kept)]
    [InlineData(PromiseState.Revised)]
    public void A_promise_that_is_settled_has_no_time_left(PromiseState state) =>
        TimeLeft.Of(Clock(state), office, office.At("2026-03-02T09:00")).ShouldBe(TimeLeft.Nothing);

    [Fact]
    public void Nothing_is_nothing() => TimeLeft.Nothing.ShouldBe(new TimeLeft(Urgency.Nothing, 0, 0, null));

    [Fact]
    public void A_broken_promise_is_broken_whatever_the_time() =>
        TimeLeft.Of(Clock(PromiseState.Broken), office, office.At("2026-03-02T09:00"))
            .ShouldBe(new TimeLeft(Urgency.Broken, 0, 0, office.At("2026-03-05T17:00")));

    [Theory]
    [InlineData("2026-03-03T13:00", 0.625)]
    [InlineData("2026-03-05T17:00", 0.0)]
    [InlineData("2026-03-06T17:00", 0.0)]
    public void A_clock_that_stands_still_keeps_its_share_and_has_no_date(string since, double share)
    {
        var left = TimeLeft.Of(Clock(PromiseState.Open, since), office, office.At("2026-04-01T10:00"));
        (left.Urgency, left.WorkingDays, left.Due).ShouldBe((Urgency.Waiting, 0, null));
        left.Share.ShouldBe(share, 1e-9);
    }

    [Fact]
    public void Midnight_belongs_to_the_day_before()
    {
        var always = RoundTheClock("Europe/Zagreb");
        var clock = new PromiseClock(PromiseState.Open, always.At("2026-03-01T00:00"), always.At("2026-03-05T00:00"), null);
        TimeLeft.Of(clock, always, always.At("2026-03-04T00:00")).Urgency.ShouldBe(Urgency.Today);
        TimeLeft.Of(clock, always, always.At("2026-03-03T23:59")).Urgency.ShouldBe(Urgency.Running);
    }

    [Fact]
    public void Without_any_opening_the_share_is_of_elapsed_time()
    {
        var clock = new PromiseClock(PromiseState.Open, office.At("2026-03-07T10:00"), office.At("2026-03-07T20:00"), null);
        TimeLeft.Of(clock, office, office.At("2026-03-07T14:00")).Share.ShouldBe(0.6, 1e-9);
    }

    [Fact]
    public void A_clock_that_started_when_it_was_due_has_no_share()
    {
        var at = office.At("2026-03-05T17:00");
        TimeLeft.Of(new PromiseClock(PromiseState.Open, at, at, null), office, office.At("2026-03-05T10:00")).Share.ShouldBe(0);
    }

    [Fact]
    public void The_clock_of_a_promise_is_what_it_says()
    {
        var terms = new PromiseTerms(
            "inspect", PromiseSource.Stage, "By then.", "en", Channel.Web, office.At("2026-03-02T09:00"), "3 working days", "DE-BY",
            office.At("2026-03-05T17:00"), null, "[]");
        var promise = new Promise(1, new CaseId(1), terms, office.At("2026-03-02T08:00"), null);
        promise.Suspend(office.At("2026-03-03T13:00"));
        PromiseClock.Of(promise).ShouldBe(Clock(PromiseState.Open, "2026-03-03T13:00"));
    }

    [Fact]
    public void The_share_falls_and_never_leaves_its_bounds() => Property.Check(Sample.AnyWorking, sample =>
    {
        var due = sample.Calendar.DueAt(sample.From, sample.Target);
        var clock = new PromiseClock(PromiseState.Open, sample.From, due, null);
        var last = 1.0;
        foreach (var minutes in new[] { 0, 1, 60, 600, 3000, 20_000 })
        {
            var share = TimeLeft.Of(clock, sample.Calendar, sample.From + Duration.FromMinutes(minutes)).Share;
            share.ShouldBeInRange(0, last);
            last = share;
        }
    });

    private PromiseClock Clock(PromiseState state, string? suspended = null) => new(
        state, office.At("2026-03-02T09:00"), office.At("2026-03-05T17:00"), suspended is null ? null : office.At(suspended));
}
