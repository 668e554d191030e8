using Kept.Catalogue;
using Kept.Domain.Cases;
using Kept.Domain.Promises;
using Kept.Settings;
using Kept.Storage;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Feeds;

/// <summary>Whose dates.</summary>
/// <param name="OwnerId">Cases of this person; null for those of the team.</param>
internal sealed record FeedOf(long? OwnerId, string? Team, string Language);

/// <summary>The dates of somebody or of a team: when promises fall due, what is booked, who was where.</summary>
internal sealed class FeedDates(
    KeptDb db, CatalogueInUse catalogue, TextLibrary texts, IOptions<KeptSettings> settings, IOptions<FeedSettings> feeds, IClock clock)
{
    private const int MostOfEach = 2000;

    /// <summary>How long what is over stays in a calendar.</summary>
    private static readonly Duration Past = Duration.FromDays(30);

    private static readonly Duration BeforeDue = Duration.FromMinutes(30);

    private readonly string host = new Uri(settings.Value.PublicAddress).Host;

    public async Task<IReadOnlyList<FeedEvent>> ReadAsync(FeedOf whose, CancellationToken cancellationToken)
    {
        var words = texts.In(whose.Language);
        var since = clock.GetCurrentInstant() - Past;
        var cases = db.Cases.AsNoTracking().Where(c => whose.OwnerId != null ? c.OwnerId == whose.OwnerId : c.Team == whose.Team);
        return
        [
            .. await DueAsync(cases, since, words, cancellationToken),
            .. await BookedAsync(cases, since, words, cancellationToken),
            .. await VisitedAsync(cases, since, words, cancellationToken),
        ];
    }

    private async Task<IEnumerable<FeedEvent>> DueAsync(IQueryable<Case> cases, Instant since, Words words, CancellationToken cancellationToken)
    {
        var promises = db.Promises.AsNoTracking();
        var running = await (
            from c in cases
            where c.NextDue != null && c.State != CaseState.Closed
            join promise in promises on c.Id equals promise.CaseId
            where promise.State == PromiseState.Open && promise.SuspendedAt == null
            orderby promise.Due, promise.Id
            select new { Case = c, Promise = promise }).Take(MostOfEach).ToListAsync(cancellationToken);
        var revised = await (
            from promise in promises
            where promise.State == PromiseState.Revised && promise.SettledAt >= since && promise.SettledAt != null
            join c in cases on promise.CaseId equals c.Id
            orderby promise.Due, promise.Id
            select new { Case = c, Promise = promise }).Take(MostOfEach).ToListAsync(cancellationToken);
        return running.Concat(revised).Select(row => Entry(
            "promise", row.Promise.Id, row.Case, (row.Promise.Due - BeforeDue, row.Promise.Due),
            row.Promise.SettledAt ?? row.Promise.GivenAt, row.Promise.State == PromiseState.Revised, "feeds.due", words));
    }

    private async Task<IEnumerable<FeedEvent>> BookedAsync(IQueryable<Case> cases, Instant since, Words words, CancellationToken cancellationToken)
    {
        var rows = await cases.Where(c => c.SlotStart != null && c.SlotStart >= since)
            .OrderBy(c => c.SlotStart).ThenBy(c => c.Id).Take(MostOfEach).ToListAsync(cancellationToken);
        return rows.Select(row => Entry(
            "slot", row.Id.Value, row, (row.SlotStart!.Value, row.SlotEnd), row.ClosedAt ?? row.ReceivedAt,
            row.Outcome is not (null or Outcome.Fixed), "feeds.booked", words));
    }

    private async Task<IEnumerable<FeedEvent>> VisitedAsync(IQueryable<Case> cases, Instant since, Words words, CancellationToken cancellationToken)
    {
        var rows = await (
            from c in cases
            join visit in db.Set<Visit>().AsNoTracking() on c.Id equals visit.CaseId
            where visit.At >= since
            orderby visit.At, visit.Id
            select new { Case = c, Visit = visit }).Take(MostOfEach).ToListAsync(cancellationToken);
        return rows.Select(row => Entry(
            "visit", row.Visit.Id, row.Case, (row.Visit.At, null), row.Visit.At, cancelled: false,
            row.Visit.Done ? "feeds.visited" : "feeds.notDone", words));
    }

    private FeedEvent Entry(
        string kind, long id, Case about, (Instant Start, Instant? End) when, Instant changedAt, bool cancelled, string text, Words words)
    {
        var service = catalogue.Find(about.ServiceCode)?.Service.Name.In(words.Language) ?? about.ServiceCode;
        var summary = words[text, ("service", service), ("reference", about.Reference.ToString())];
        var open = feeds.Value.Details;
        return new FeedEvent(
            $"{kind}-{id}@{host}", when.Start, when.End, changedAt, cancelled,
            open ? words["feeds.withTitle", ("summary", summary), ("title", about.Title)] : summary,
            open ? about.PlaceAddress ?? about.PlaceWords : null,
            settings.Value.AddressOf($"/desk/cases/{about.Reference.Value}"));
    }
}
