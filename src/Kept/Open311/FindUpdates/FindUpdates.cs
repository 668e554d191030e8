using System.Collections.Immutable;
using Kept.Cases;
using Kept.Cases.Timeline;
using Kept.Catalogue;
using Kept.Domain.Cases;
using Kept.Domain.Partners;
using Kept.Keys;
using Kept.Open311.FindRequests;
using Kept.Open311.Formats;
using Kept.Settings;
using Kept.Storage;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Open311.FindUpdates;

/// <summary>
/// What happened to requests, the oldest first, so that a program reads on where it ended. The sentences are those of the
/// timeline; words that somebody wrote are for the partner that the request came from.
/// </summary>
internal sealed class FindUpdates(
    KeptDb db, SeenCases seen, UpdatePhotos photos, CaseFiles files, CatalogueInUse catalogue, Words words, IClock clock, IOptions<KeptSettings> settings)
{
    private static readonly Duration Longest = Duration.FromDays(90);

    public async Task<GeoAnswer> HandleAsync(GeoFields query, KeyPartner? partner, CancellationToken cancellationToken)
    {
        var zone = DateTimeZoneProviders.Tzdb[settings.Value.Organisation.TimeZone];
        var problems = new List<string>();
        var dates = new DateFields(query, zone, words, problems);
        var (from, to) = (dates.Read("start_date"), dates.Read("end_date"));
        var page = ListPage.Read(query, words, problems);
        if (to - from > Longest)
        {
            problems.Add(words["open311.problem.span"]);
        }

        if (problems.Count > 0)
        {
            return GeoAnswer.Errors(400, problems);
        }

        var events = await Matching(query, partner, from ?? (to ?? clock.GetCurrentInstant()) - Longest, to)
            .OrderBy(entry => entry.At).ThenBy(entry => entry.Id).Skip(page.Skipped).Take(page.Size).ToListAsync(cancellationToken);
        return await ShowAsync(events, partner, zone, cancellationToken);
    }

    private IQueryable<CaseEvent> Matching(GeoFields query, KeyPartner? partner, Instant from, Instant? to)
    {
        var may = seen.By(partner);
        var told = ToldEvents.Of(db).Where(entry => entry.IsPublic && entry.At >= from);
        if (to is { } end)
        {
            told = told.Where(entry => entry.At <= end);
        }

        if (query.One("service_request_id") is not null)
        {
            var wanted = RequestFilter.ReferencesIn(query).ToArray();
            may = may.Where(about => wanted.Contains(about.Reference));
        }

        return told.Where(entry => may.Any(about => about.Id == entry.CaseId));
    }

    private async Task<GeoAnswer> ShowAsync(List<CaseEvent> events, KeyPartner? partner, DateTimeZone zone, CancellationToken cancellationToken)
    {
        var ids = events.Select(entry => entry.CaseId).Distinct().ToArray();
        var cases = await db.Cases.AsNoTracking().Where(about => ids.Contains(about.Id)).Include(about => about.Promises).AsSplitQuery()
            .ToDictionaryAsync(about => about.Id, cancellationToken);
        var services = await catalogue.ServicesOfAsync(cases.Values.Select(about => about.ServiceVersionId), cancellationToken);
        var partnerId = partner?.Id ?? 0;
        var own = (await db.Set<PartnerRequest>().AsNoTracking().Where(request => request.PartnerId == partnerId && ids.Contains(request.CaseId))
            .Select(request => request.CaseId).ToListAsync(cancellationToken)).ToHashSet();
        var media = await photos.OfAsync([.. events], own, cancellationToken);
        return GeoAnswer.Ok("service_request_updates", new GeoValue.Many("request_update",
        [
            .. events.Select(entry =>
            {
                var about = cases[entry.CaseId];
                var file = new CaseFile(about, files.WorkOn(services[about.ServiceVersionId], By.System));
                return View(entry, file, own.Contains(about.Id), UpdatePhotos.Carries(entry) ? [.. media[(entry.CaseId, entry.At)]] : [], zone);
            }),
        ]));
    }

    private GeoValue View(CaseEvent entry, CaseFile file, bool own, ImmutableArray<string> media, DateTimeZone zone)
    {
        var line = new EventWords(file, catalogue.Current.Council, zone, words).Of(entry);
        var said = own && entry.Actor != Actor.Resident ? line.Said : null;
        List<(string, GeoValue)> members =
        [
            ("update_id", entry.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("service_request_id", file.Case.Reference.ToString()),
            ("status", StatusOf(entry).Text()),
            ("updated_datetime", GeoDate.Write(entry.At, zone)),
            ("description", string.Join(' ', new[] { line.Sentence, line.Promise, said }.Where(part => !string.IsNullOrWhiteSpace(part)))),
            ("media_url", media.Length > 0 ? media[0] : null),
        ];
        if (media.Length > 1)
        {
            members.Add(("extended_attributes", new GeoValue.Fields(("media_urls", new GeoValue.Many("media_url", [.. media.Select(photo => new GeoValue.Text(photo))])))));
        }

        return new GeoValue.Fields([.. members]);
    }

    private static WorkStatus StatusOf(CaseEvent entry)
    {
        var details = EventDetails.Of(entry);
        return entry.Kind switch
        {
            EventKind.Closed => Enum.TryParse<Outcome>(details.Text("outcome"), out var outcome) ? WorkStatuses.Of(outcome) : WorkStatus.Closed,
            EventKind.Withdrawn => WorkStatus.Closed,
            EventKind.Reopened or EventKind.Unmerged => WorkStatus.Open,
            EventKind.Visited when !details.Flag("done") => WorkStatus.ActionScheduled,
            EventKind.PromiseRevised => WorkStatus.ActionScheduled,
            EventKind.Paused => WorkStatus.Investigating,
            _ => WorkStatus.InProgress,
        };
    }
}
