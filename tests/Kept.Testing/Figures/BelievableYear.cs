using Kept.Counts;
using Kept.Domain.Cases;
using Kept.Domain.Counts;
using Kept.Domain.Promises;
using Kept.Storage;
using NodaTime;

namespace Kept.Testing.Figures;

/// <summary>
/// Figures as a council makes them in a year, for pages that show figures: made of facts by the program's own rules, with
/// no case behind them.
/// </summary>
internal static class BelievableYear
{
    /// <param name="Days">Half are closed within these.</param>
    /// <param name="Late">The share of promises that break.</param>
    private sealed record Habit(string Service, string Team, int AWeek, double Days, double Late);

    private static readonly Habit[] Habits =
    [
        new("fly-tipping", "street-care", 34, 6, 0.05),
        new("pothole", "highways", 22, 17, 0.12),
        new("missed-bin", "waste", 40, 1.5, 0.02),
        new("street-light", "highways", 12, 9, 0.06),
        new("noise", "environment", 7, 24, 0.1),
        new("graffiti", "street-care", 6, 5, 0.04),
        new("council-tax", "revenues", 18, 4, 0.03),
        new("school-place", "schools", 3, 40, 0.02),
    ];

    /// <param name="app">Gets the figures of 52 weeks that end now.</param>
    public static Task AddAsync(KeptApp app) => app.WithAsync<KeptDb>(db =>
    {
        var zone = DateTimeZoneProviders.Tzdb["Europe/London"];
        var (random, tally) = (new Random(20260302), new Tally(zone));
        foreach (var habit in Habits)
        {
            for (var week = 0; week < 52; week++)
            {
                for (var i = 0; i < habit.AWeek * (0.8 + (0.4 * random.NextDouble())); i++)
                {
                    tally.Add(Believable(habit, app.Now, week + random.NextDouble(), random));
                }
            }
        }

        db.AddRange(tally.Figures.Select(figure => new CountChange(app.NewId(), figure.Key, figure.Value)));
        return db.SaveChangesAsync();
    });

    private static CaseFacts Believable(Habit habit, Instant now, double weeksAgo, Random random)
    {
        var received = now - Duration.FromDays(weeksAgo * 7);
        // They have become better: a year ago it took half as long again, and more was late.
        var harder = 1 + (weeksAgo / 104);
        var took = habit.Days * harder * Math.Exp((random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 1.6);
        var closed = received + Duration.FromDays(took);
        var late = random.NextDouble() < habit.Late * harder;
        var asks = random.NextDouble() < (late ? 0.6 : 0.02 + (habit.Days / 220));
        var settled = Instant.Min(closed, received + Duration.FromDays(habit.Days));
        var asked = received + Duration.FromDays(took * 0.7);
        return new CaseFacts(
            habit.Service,
            new TeamHistory(habit.Team),
            received,
            closed <= now ? closed : null,
            closed <= now ? random.Next(20) == 0 ? Outcome.Duplicate : Outcome.Fixed : null,
            settled <= now ? [new PromiseFact(late ? PromiseState.Broken : random.Next(15) == 0 ? PromiseState.Revised : PromiseState.Kept, settled, Replaced: true, StoodStill: false)] : [],
            asks && asked <= now ? [new ContactFact(received, true, false, null), new ContactFact(asked, true, true, null)] : [new ContactFact(received, true, false, null)],
            random.Next(5) == 0 && closed + Duration.FromDays(6) <= now
                ? [new SurveyFact(closed + Duration.FromDays(6), random.NextDouble() < 0.84 - (habit.Late * harder) ? What.Yes : random.Next(2) == 0 ? What.Unsure : What.No)]
                : []);
    }
}
