using Kept.Domain.Cases;
using Kept.Domain.Promises;
using NodaTime;

namespace Kept.Domain.Counts;

/// <summary>One figure of the overview.</summary>
/// <param name="Week">Its Monday.</param>
public readonly record struct CountKey(LocalDate Week, string Service, string Team, string What);

/// <summary>
/// Figures made of cases. The figures of the overview are the sum over all cases; so a change of a case changes them by
/// what the case counts after it, less what it counted before. Nothing else decides what is counted.
/// </summary>
/// <param name="zone">Whose midnights part the weeks.</param>
public sealed class Tally(DateTimeZone zone)
{
    private readonly Dictionary<CountKey, long> figures = [];

    /// <summary>Figures that are not zero.</summary>
    public IEnumerable<KeyValuePair<CountKey, long>> Figures => figures.Where(figure => figure.Value != 0);

    public void Add(CaseFacts facts) => Count(facts, 1);

    public void Subtract(CaseFacts facts) => Count(facts, -1);

    public void Add(CountKey key, long n) => figures[key] = figures.GetValueOrDefault(key) + n;

    private void Count(CaseFacts facts, int n)
    {
        Add(facts, facts.ReceivedAt, What.Received, n);
        if (facts.ClosedAt is { } closed)
        {
            Add(facts, closed, What.Closed, n);
            // Under the week it came in, so that each week's cases can be followed until they end.
            Add(facts, facts.ReceivedAt, WhatOfClosing(facts, closed), n);
        }
        else
        {
            Add(new CountKey(CountWeek.Always, facts.Service, facts.Teams.Current, What.Open), n);
        }

        foreach (var promise in facts.Promises)
        {
            if (promise.SettledAt is { } settled && WhatOf(promise) is { } what)
            {
                Add(facts, settled, what, n);
            }
        }

        CountContacts(facts, n);
        foreach (var survey in facts.Surveys)
        {
            Add(facts, survey.AnsweredAt, survey.What, n);
        }
    }

    private void CountContacts(CaseFacts facts, int n)
    {
        foreach (var contact in facts.Contacts.Where(contact => contact.Incoming))
        {
            Add(facts, contact.At, What.Contacts, n);
            if (contact.Chaser)
            {
                Add(facts, contact.At, What.Chasers, n);
            }
        }

        // The first time somebody asked in a week counts for the team that had the case then.
        var asked = facts.Contacts.Where(contact => contact is { Incoming: true, Chaser: true }).OrderBy(contact => contact.At)
            .DistinctBy(contact => (CountWeek.Of(contact.At, zone), contact.FollowerId));
        foreach (var first in asked)
        {
            Add(facts, first.At, What.Asked, n);
        }
    }

    private void Add(CaseFacts facts, Instant at, string what, int n) =>
        Add(new CountKey(CountWeek.Of(at, zone), facts.Service, facts.Teams.At(at), what), n);

    private static string WhatOfClosing(CaseFacts facts, Instant closed) =>
        facts.Outcome is Outcome.Duplicate or Outcome.Withdrawn ? What.Left : TimeToClose.WhatOf(closed - facts.ReceivedAt);

    /// <summary>A date that moved because the resident kept us waiting, or that a merge took away, is not revised by us.</summary>
    private static string? WhatOf(PromiseFact promise) => promise.State switch
    {
        PromiseState.Kept => What.Kept,
        PromiseState.Broken => What.Broken,
        PromiseState.Revised when promise is { Replaced: true, StoodStill: false } => What.Revised,
        PromiseState.Revised or PromiseState.Open => null,
        _ => throw new ArgumentOutOfRangeException(nameof(promise)),
    };
}
