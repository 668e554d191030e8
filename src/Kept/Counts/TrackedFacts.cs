using Kept.Domain.Cases;
using Kept.Domain.Counts;
using Kept.Domain.Promises;
using Kept.Storage;
using Kept.Surveys;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using NodaTime;

namespace Kept.Counts;

/// <summary>What a save changes in the facts of one case, as far as the save has them in hand.</summary>
/// <param name="Before">As stored; null for a case that is new.</param>
/// <param name="HandedOver">From team to team in this very save.</param>
/// <param name="SurveyIds">The answers that are among the facts.</param>
internal sealed record TrackedFacts(
    CaseId Id, CaseFacts? Before, CaseFacts After, IReadOnlyList<HandedOver> HandedOver, IReadOnlySet<long> SurveyIds)
{
    /// <summary>All cases that the save adds or changes.</summary>
    /// <exception cref="InvalidOperationException">A promise or contact is saved without its case: a bug.</exception>
    public static IReadOnlyList<TrackedFacts> ChangedIn(KeptDb db)
    {
        EntityEntry[] entries = [.. db.ChangeTracker.Entries()];
        var cases = entries.Where(entry => entry.Entity is Case && IsSaved(entry)).ToList();
        var known = cases.Select(entry => ((Case)entry.Entity).Id).ToHashSet();
        foreach (var entry in entries.Where(IsSaved))
        {
            CaseId? about = entry.Entity switch { Promise promise => promise.CaseId, Contact contact => contact.CaseId, _ => null };
            if (about is { } id && !known.Contains(id))
            {
                throw new InvalidOperationException($"A {entry.Metadata.ClrType.Name} is saved without its case {id}; nobody would count it.");
            }
        }

        return [.. cases.Select(entry => Of(entry, entries))];
    }

    /// <summary>Whether the save changes a figure, as far as that can be told without knowing former teams.</summary>
    public bool CountsDifferently(DateTimeZone zone)
    {
        var tally = new Tally(zone);
        tally.Subtract(Before!);
        tally.Add(After);
        return HandedOver.Count > 0 || tally.Figures.Any();
    }

    private static bool IsSaved(EntityEntry entry) => entry.State is EntityState.Added or EntityState.Modified;

    private static TrackedFacts Of(EntityEntry entry, EntityEntry[] entries)
    {
        var about = (Case)entry.Entity;
        var promises = entries.Where(part => part.Entity is Promise promise && promise.CaseId == about.Id).ToList();
        var contacts = entries.Where(part => part.Entity is Contact contact && contact.CaseId == about.Id).ToList();
        var surveys = entries.Where(part => part.Entity is Survey survey && survey.CaseId == about.Id).ToList();
        var after = new CaseFacts(
            about.ServiceCode, new TeamHistory(about.Team), about.ReceivedAt, about.ClosedAt, about.Outcome,
            [.. promises.Select(part => Now((Promise)part.Entity))],
            [.. contacts.Select(part => Now((Contact)part.Entity))],
            [.. surveys.Select(part => SurveyFacts.Of((Survey)part.Entity)).OfType<SurveyFact>()]);
        var before = entry.State == EntityState.Added ? null : new CaseFacts(
            Stored<string>(entry, nameof(Case.ServiceCode)), new TeamHistory(Stored<string>(entry, nameof(Case.Team))),
            Stored<Instant>(entry, nameof(Case.ReceivedAt)), Stored<Instant?>(entry, nameof(Case.ClosedAt)), Stored<Outcome?>(entry, nameof(Case.Outcome)),
            [.. promises.Where(WasThere).Select(StoredPromise)],
            [.. contacts.Where(WasThere).Select(StoredContact)],
            [.. surveys.Where(WasThere).Select(StoredAnswer).OfType<SurveyFact>()]);
        return new TrackedFacts(
            about.Id, before, after, HandedOverIn(entries, about.Id), surveys.Select(part => ((Survey)part.Entity).Id).ToHashSet());
    }

    private static IReadOnlyList<HandedOver> HandedOverIn(EntityEntry[] entries, CaseId about) =>
    [
        .. entries.Where(entry => entry.State == EntityState.Added).Select(entry => entry.Entity).OfType<CaseEvent>()
            .Where(line => line.CaseId == about && line.Kind == EventKind.HandedOver).OrderBy(line => line.Id)
            .Select(line => HandOvers.Read(line.At, line.Details)).OfType<HandedOver>(),
    ];

    private static bool WasThere(EntityEntry entry) => entry.State != EntityState.Added;

    private static PromiseFact Now(Promise promise) =>
        new(promise.State, promise.SettledAt, promise.ReplacedById is not null, promise.SuspendedAt is not null);

    private static PromiseFact StoredPromise(EntityEntry entry) => new(
        Stored<PromiseState>(entry, nameof(Promise.State)),
        Stored<Instant?>(entry, nameof(Promise.SettledAt)),
        Stored<long?>(entry, nameof(Promise.ReplacedById)) is not null,
        Stored<Instant?>(entry, nameof(Promise.SuspendedAt)) is not null);

    private static ContactFact Now(Contact contact) => new(contact.At, contact.Incoming, contact.Chaser, contact.FollowerId);

    private static ContactFact StoredContact(EntityEntry entry) =>
        Now((Contact)entry.Entity) with { Chaser = Stored<bool>(entry, nameof(Contact.Chaser)) };

    private static SurveyFact? StoredAnswer(EntityEntry entry) => SurveyFacts.Of(
        Stored<SurveyAnswer?>(entry, nameof(Survey.Answer)), Stored<Instant?>(entry, nameof(Survey.AnsweredAt)));

    private static T Stored<T>(EntityEntry entry, string property) => (T)entry.Property(property).OriginalValue!;
}
