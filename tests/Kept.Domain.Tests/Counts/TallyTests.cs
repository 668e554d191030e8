using Kept.Domain.Cases;
using Kept.Domain.Counts;
using Kept.Domain.Promises;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Domain.Tests.Counts;

public sealed class TallyTests
{
    private static readonly DateTimeZone London = DateTimeZoneProviders.Tzdb["Europe/London"];
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 9, 0);
    private static readonly CaseFacts Fresh = new("pothole", new TeamHistory("roads"), Start, null, null, [], [], []);

    [Theory]
    [InlineData(PromiseState.Kept, false, false, What.Kept)]
    [InlineData(PromiseState.Broken, false, false, What.Broken)]
    [InlineData(PromiseState.Broken, true, false, What.Broken)]
    [InlineData(PromiseState.Revised, true, false, What.Revised)]
    [InlineData(PromiseState.Revised, true, true, null)] // the resident kept us waiting
    [InlineData(PromiseState.Revised, false, false, null)] // went away with a merge
    public void A_settled_promise_counts_in_the_week_it_was_settled(PromiseState state, bool replaced, bool stoodStill, string? what)
    {
        var facts = Fresh with { Promises = [new PromiseFact(state, Start + Duration.FromDays(8), replaced, stoodStill)] };

        Extra(facts).ShouldBe(what is null ? [] : [(new LocalDate(2026, 3, 9), "roads", what, 1)]);
    }

    [Fact]
    public void An_open_promise_counts_nowhere() =>
        Extra(Fresh with { Promises = [new PromiseFact(PromiseState.Open, null, false, false)] }).ShouldBeEmpty();

    [Fact]
    public void A_new_case_is_received_and_open() => Of(Fresh).ShouldBe(
        [(CountWeek.Always, "roads", What.Open, 1), (new LocalDate(2026, 3, 2), "roads", What.Received, 1)], ignoreOrder: true);

    [Theory]
    [InlineData(Outcome.Fixed, 0.5, "closed.within.001")]
    [InlineData(Outcome.Fixed, 1, "closed.within.001")]
    [InlineData(Outcome.NotOurs, 8.5, "closed.within.010")]
    [InlineData(Outcome.NoAction, 365, "closed.within.365")]
    [InlineData(Outcome.NotFound, 365.5, "closed.later")]
    [InlineData(Outcome.Duplicate, 2, What.Left)]
    [InlineData(Outcome.Withdrawn, 2, What.Left)]
    public void A_closed_case_counts_how_long_it_took_in_the_week_it_came_in(Outcome outcome, double days, string what)
    {
        var closed = Start + Duration.FromHours(days * 24);

        Of(Fresh with { ClosedAt = closed, Outcome = outcome }).ShouldBe(
            [
                (new LocalDate(2026, 3, 2), "roads", What.Received, 1),
                (CountWeek.Of(closed, London), "roads", What.Closed, 1),
                (new LocalDate(2026, 3, 2), "roads", what, 1),
            ],
            ignoreOrder: true);
    }

    [Fact]
    public void Contacts_count_when_they_came_in_and_whoever_asked_twice_in_a_week_had_to_ask_once()
    {
        var facts = Fresh with
        {
            Contacts =
            [
                new ContactFact(Start, Incoming: true, Chaser: false, null),
                new ContactFact(Start, Incoming: false, Chaser: false, null),
                new ContactFact(Start + Duration.FromDays(1), Incoming: true, Chaser: true, null),
                new ContactFact(Start + Duration.FromDays(2), Incoming: true, Chaser: true, null),
                new ContactFact(Start + Duration.FromDays(3), Incoming: true, Chaser: true, FollowerId: 7),
                new ContactFact(Start + Duration.FromDays(7), Incoming: true, Chaser: true, null),
            ],
        };

        Extra(facts).ShouldBe(
            [
                (new LocalDate(2026, 3, 2), "roads", What.Contacts, 4), (new LocalDate(2026, 3, 2), "roads", What.Chasers, 3),
                (new LocalDate(2026, 3, 2), "roads", What.Asked, 2), (new LocalDate(2026, 3, 9), "roads", What.Contacts, 1),
                (new LocalDate(2026, 3, 9), "roads", What.Chasers, 1), (new LocalDate(2026, 3, 9), "roads", What.Asked, 1),
            ],
            ignoreOrder: true);
    }

    [Fact]
    public void What_happened_belongs_to_the_team_that_had_the_case_then()
    {
        var teams = new TeamHistory("trees", new HandedOver(Start + Duration.FromDays(1), "roads", "lights"), new HandedOver(Start + Duration.FromDays(3), "lights", "trees"));
        var facts = Fresh with
        {
            Teams = teams,
            Promises = [new PromiseFact(PromiseState.Broken, Start + Duration.FromDays(2), false, false), new PromiseFact(PromiseState.Kept, Start + Duration.FromDays(3), false, false)],
            Surveys = [new SurveyFact(Start + Duration.FromHours(1), What.Yes)],
        };

        Of(facts).Select(figure => (figure.What, figure.Team)).ShouldBe(
            [(What.Received, "roads"), (What.Yes, "roads"), (What.Broken, "lights"), (What.Kept, "trees"), (What.Open, "trees")], ignoreOrder: true);
    }

    [Fact]
    public void Weeks_end_at_the_organisations_midnight()
    {
        CountWeek.Of(Instant.FromUtc(2026, 3, 29, 22, 59), London).ShouldBe(new LocalDate(2026, 3, 23)); // summer time has begun
        CountWeek.Of(Instant.FromUtc(2026, 3, 29, 23, 0), London).ShouldBe(new LocalDate(2026, 3, 30));
    }

    [Fact]
    public void Taking_a_case_away_takes_away_what_it_counted()
    {
        var facts = Fresh with { ClosedAt = Start + Duration.FromDays(3), Outcome = Outcome.Fixed, Contacts = [new ContactFact(Start, true, true, null)] };
        var tally = new Tally(London);

        tally.Add(facts);
        tally.Subtract(facts);

        tally.Figures.ShouldBeEmpty();
    }

    /// <summary>What the facts count beyond a fresh case.</summary>
    private static IEnumerable<(LocalDate Week, string Team, string What, long N)> Extra(CaseFacts facts) => Of(facts, without: Fresh);

    private static IEnumerable<(LocalDate Week, string Team, string What, long N)> Of(CaseFacts facts, CaseFacts? without = null)
    {
        var tally = new Tally(London);
        tally.Add(facts);
        if (without is not null)
        {
            tally.Subtract(without);
        }

        return [.. tally.Figures.Select(figure => (figure.Key.Week, figure.Key.Team, figure.Key.What, figure.Value))];
    }
}
