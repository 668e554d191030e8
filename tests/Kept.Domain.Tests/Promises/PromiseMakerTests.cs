using System.Collections.Immutable;
using Kept.Domain.Calendars;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Domain.Promises;
using NodaTime;
using Shouldly;
using Xunit;
using static Kept.Domain.Tests.Calendars.TestCalendars;
using Interval = NodaTime.Interval;

namespace Kept.Domain.Tests.Promises;

/// <summary>The terms of each kind of promise, on the office calendar of Bavaria or on a crew's that is open day and night.</summary>
public sealed class PromiseMakerTests
{
    private static readonly Stage Inspect = new(
        "inspect", Text("Look"), "7 working days", ClockStart.Received, StageEnd.FirstVisit, "1 working day",
        new LocalText(new Dictionary<string, string> { ["en"] = "We look by {date}.", ["de"] = "Wir sehen bis {date} nach." }), Text(""));

    private readonly Calendar office = Office("DE-BY");
    private readonly Calendar crew = RoundTheClock("Europe/Berlin");
    private readonly Instant now;
    private readonly PromiseMaker maker;

    public PromiseMakerTests()
    {
        now = office.At("2026-03-02T16:40");
        maker = new PromiseMaker(
            Service(), code => code == "crew" ? crew : office,
            (day, time, language) => time is null ? $"{language} {day:uuuu-MM-dd}" : $"{language} {day:uuuu-MM-dd} {time:HH:mm}",
            new OwnPromises(new LocalText(new Dictionary<string, string> { ["en"] = "By {date}: {words}", ["de"] = "{words} ({date})" }), Text("As agreed by {date}.")));
    }

    [Fact]
    public void A_stage()
    {
        var terms = maker.ForStage(Inspect, now, [], "de", Channel.Phone, null);

        (terms.Stage, terms.Source, terms.Language, terms.Channel).ShouldBe(("inspect", PromiseSource.Stage, "de", Channel.Phone));
        (terms.ClockFrom, terms.Target, terms.Calendar).ShouldBe((now, "7 working days", "DE-BY"));
        (terms.Due, terms.WarnAt).ShouldBe((office.At("2026-03-11T17:00"), office.At("2026-03-10T09:00")));
        terms.Words.ShouldBe("Wir sehen bis de 2026-03-11 nach.");
        ExplanationJson.Read(terms.Explanation).ShouldBe(office.Due(now, Target.Parse("7 working days")).Steps);
    }

    [Fact]
    public void A_stage_with_pauses_and_a_calendar_of_its_own()
    {
        var pause = new Interval(now, now + Duration.FromDays(2));
        maker.ForStage(Inspect, now, [pause], "en", Channel.Web, null).Due.ShouldBe(office.DueAt(now, Target.Parse("7 working days"), [pause]));

        var terms = maker.ForStage(Inspect with { Calendar = "crew" }, now, [], "en", Channel.Web, null);
        (terms.Calendar, terms.Due, terms.Words).ShouldBe(("24/7", crew.At("2026-03-10T00:00"), "We look by en 2026-03-09."));
    }

    [Theory]
    [InlineData("4 working hours", "2026-03-03T12:40", "We look by en 2026-03-03 12:40.")]
    [InlineData("24 hours", "2026-03-03T16:40", "We look by en 2026-03-03 16:40.")]
    [InlineData("440 minutes", "2026-03-03T00:00", "We look by en 2026-03-03 00:00.")]
    [InlineData("3 calendar days", "2026-03-05T17:00", "We look by en 2026-03-05.")]
    public void The_time_of_day_is_said_where_the_promise_is_to_the_hour(string target, string due, string words)
    {
        var terms = maker.ForStage(Inspect with { Target = target }, now, [], "en", Channel.Web, null);
        (terms.Due, terms.Words).ShouldBe((office.At(due), words));
    }

    [Fact]
    public void A_slot_ends_when_it_was_booked_to()
    {
        var slot = Inspect with { Target = Stage.SlotTarget };
        var terms = maker.ForStage(slot, now, [], "en", Channel.Web, office.At("2026-03-06T12:00"));

        (terms.Due, terms.Target, terms.Words).ShouldBe((office.At("2026-03-06T12:00"), "slot", "We look by en 2026-03-06."));
        ExplanationJson.Read(terms.Explanation).ShouldHaveSingleItem().ShouldBe(new ExplanationStep.DueAt(Time("2026-03-06T12:00")));
        Should.Throw<InvalidOperationException>(() => maker.ForStage(slot, now, [], "en", Channel.Web, null)).Message.ShouldContain("inspect needs a slot");
    }

    [Fact]
    public void The_warning_is_never_before_the_clock_starts() =>
        maker.ForStage(Inspect with { Warn = "9 working days" }, now, [], "en", Channel.Web, null).WarnAt.ShouldBe(now);

    [Fact]
    public void A_day_that_an_agent_names()
    {
        var terms = maker.ForDate(Given(Inspect), Date("2026-03-20"), now, "en", Channel.Mail);

        (terms.Stage, terms.Source, terms.Target, terms.ClockFrom, terms.Channel).ShouldBe(("inspect", PromiseSource.Stage, null, now, Channel.Mail));
        (terms.Due, terms.WarnAt, terms.Words).ShouldBe((office.At("2026-03-20T17:00"), office.At("2026-03-19T09:00"), "We look by en 2026-03-20."));
        ExplanationJson.Read(terms.Explanation).ShouldHaveSingleItem().ShouldBe(new ExplanationStep.DueAt(Time("2026-03-20T17:00")));
    }

    [Fact]
    public void A_day_is_counted_on_the_calendar_of_the_promise_it_replaces() =>
        maker.ForDate(Given(Inspect with { Calendar = "crew" }, "crew"), Date("2026-03-07"), now, "en", Channel.Mail)
            .Due.ShouldBe(crew.At("2026-03-08T00:00"));

    [Fact]
    public void An_agents_own_words()
    {
        var terms = maker.ByAgent(Date("2026-03-20"), "I ring you on the 20th.", now, "de", Channel.Phone);

        (terms.Stage, terms.Source, terms.Words, terms.Language, terms.Target).ShouldBe((null, PromiseSource.Agent, "I ring you on the 20th. (de 2026-03-20)", "de", null));
        (terms.Due, terms.Calendar).ShouldBe((office.At("2026-03-20T17:00"), "DE-BY"));
    }

    [Fact]
    public void After_a_breach_the_extension_of_the_service()
    {
        var terms = maker.AfterBreach(Given(Inspect), Service().WhenBroken, office.At("2026-03-11T17:00"), "en", Channel.Mail);

        (terms.Stage, terms.Target, terms.Due, terms.Words).ShouldBe(("inspect", "5 working days", office.At("2026-03-19T17:00"), "We look by en 2026-03-19."));
        terms.ClockFrom.ShouldBe(office.At("2026-03-11T17:00"));
    }

    [Fact]
    public void After_a_no_what_the_service_says()
    {
        var terms = maker.ForReopening(Service().WhenReopened, "clear", now, "en", Channel.Web);
        (terms.Stage, terms.Source, terms.Target, terms.Due, terms.Words)
            .ShouldBe(("clear", PromiseSource.Reopening, "3 working days", office.At("2026-03-05T17:00"), "We look again by en 2026-03-05."));
    }

    [Fact]
    public void After_a_pause_a_target_is_counted_again_without_it()
    {
        var pause = new Interval(office.At("2026-03-03T10:00"), office.At("2026-03-05T10:00"));
        var terms = maker.AfterPause(Given(Inspect), [pause], pause, "en", Channel.Web);

        (terms.ClockFrom, terms.Target, terms.Stage).ShouldBe((now, "7 working days", "inspect"));
        terms.Due.ShouldBe(office.DueAt(now, Target.Parse("7 working days"), [pause]));
        terms.Due.ShouldBe(office.At("2026-03-13T17:00"));
        ExplanationJson.Read(terms.Explanation).OfType<ExplanationStep.Paused>().ShouldHaveSingleItem();
    }

    [Fact]
    public void After_a_pause_a_named_day_and_a_slot_move_by_the_working_days_it_took()
    {
        var pause = new Interval(office.At("2026-03-05T15:00"), office.At("2026-03-12T10:00"));
        var named = new Promise(4, new CaseId(1), maker.ForDate(Given(Inspect), Date("2026-03-06"), now, "en", Channel.Mail), now, 7);
        maker.AfterPause(named, [pause], pause, "en", Channel.Web).Due.ShouldBe(office.At("2026-03-13T17:00"));

        var slot = maker.ForStage(Inspect with { Target = Stage.SlotTarget }, now, [], "en", Channel.Web, office.At("2026-03-06T12:00"));
        var after = maker.AfterPause(new Promise(5, new CaseId(1), slot, now, null), [pause], pause, "en", Channel.Web);
        (after.Due, after.Target).ShouldBe((office.At("2026-03-13T17:00"), "slot"));
    }

    [Fact]
    public void In_another_language_the_sentence_of_the_service()
    {
        var given = Given(Inspect);
        maker.InWords(given, "en").ShouldBe(given.Words);
        maker.InWords(given, "de").ShouldBe("Wir sehen bis de 2026-03-11 nach.");
        var again = new Promise(6, new CaseId(1), maker.ForReopening(Service().WhenReopened, null, now, "en", Channel.Web), now, null);
        maker.InWords(again, "de").ShouldBe("We look again by de 2026-03-05.");
        var hours = Given(Inspect with { Target = "4 working hours" });
        maker.InWords(hours, "de").ShouldBe("Wir sehen bis de 2026-03-03 12:40 nach.");
    }

    [Fact]
    public void An_agents_own_words_stay_in_every_language()
    {
        var own = new Promise(6, new CaseId(1), maker.ByAgent(Date("2026-03-20"), "I ring you.", now, "en", Channel.Phone), now, 7);
        (maker.InWords(own, "en"), maker.InWords(own, "de")).ShouldBe(("By en 2026-03-20: I ring you.", "I ring you. (de 2026-03-20)"));
        maker.ForDate(own, Date("2026-03-23"), now, "en", Channel.Phone).Words.ShouldBe("By en 2026-03-23: I ring you.");
        maker.AfterBreach(own, Service().WhenBroken, office.At("2026-03-20T17:00"), "de", Channel.Phone).Words.ShouldBe("I ring you. (de 2026-03-30)");
    }

    [Theory]
    [InlineData("I rang on the 20th.")]
    [InlineData("By en 2026-03-20: ")]
    [InlineData("By en 2026-03-19: I ring you.")]
    public void An_agents_words_that_are_not_said_as_ours_stay_as_they_are_and_have_no_day_of_their_own(string told)
    {
        var terms = maker.ByAgent(Date("2026-03-20"), "I ring you.", now, "en", Channel.Phone) with { Words = told };
        var own = new Promise(6, new CaseId(1), terms, now, 7);

        maker.InWords(own, "de").ShouldBe(told);
        maker.ForDate(own, Date("2026-03-23"), now, "en", Channel.Phone).Words.ShouldBe("As agreed by en 2026-03-23.");
    }

    private Promise Given(Stage stage, string calendar = "DE-BY") => new(
        3, new CaseId(1), maker.ForStage(stage, now, [], "en", Channel.Web, null) with { Calendar = calendar }, now, null);

    private static Service Service() => new(
        "fly-tipping", ServiceKind.Report, "waste", Text("Fly-tipping"), Text(""), ImmutableDictionary<string, ImmutableArray<string>>.Empty,
        new AskedDetails(Need.Optional, Need.Optional, Need.Optional, Need.None), [], "street-care", "office", [Inspect],
        new BreachPolicy(false, "5 working days", Text("We are late.")), new ReopenPolicy("3 working days", Text("We look again by {date}.")),
        [], Text(""), Text(""));

    private static LocalText Text(string english) => new(new Dictionary<string, string> { ["en"] = english });
}
