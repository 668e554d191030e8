using Kept.Domain.Cases;
using Kept.Keys;
using Kept.Open311.Formats;
using Kept.Settings;
using Kept.Storage;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Open311.FindRequests;

/// <summary>Reads requests as whoever asks may see them: a few statements, however many there are.</summary>
internal sealed class FindRequests(
    KeptDb db, SeenCases seen, RequestViews views, Words words, IClock clock, IOptions<KeptSettings> settings)
{
    /// <param name="partner">Null for whoever reads without a key.</param>
    public async Task<GeoAnswer> HandleAsync(GeoFields query, KeyPartner? partner, CancellationToken cancellationToken)
    {
        var zone = DateTimeZoneProviders.Tzdb[settings.Value.Organisation.TimeZone];
        var (filter, problems) = RequestFilter.Read(query, zone, clock.GetCurrentInstant(), words);
        if (filter is null)
        {
            return GeoAnswer.Errors(400, problems);
        }

        var found = await Matching(db, seen.By(partner), filter)
            .AsNoTracking().Include(about => about.Promises).AsSplitQuery().ToListAsync(cancellationToken);
        return await ShowAsync(found, partner, filter.Extensions, cancellationToken);
    }

    /// <summary>One page of those seen that the filter lets through, the newest first.</summary>
    public static IQueryable<Case> Matching(KeptDb db, IQueryable<Case> seen, RequestFilter filter) => Chosen(db, seen, filter)
        .OrderByDescending(about => about.ReceivedAt).ThenByDescending(about => about.Id).Skip(filter.Page.Skipped).Take(filter.Page.Size);

    /// <summary>One request; a case that may not be seen is answered like one that is not there.</summary>
    public async Task<GeoAnswer> OneAsync(string id, GeoFields query, KeyPartner? partner, CancellationToken cancellationToken)
    {
        var found = Reference.TryParse(id, out var reference)
            ? await seen.By(partner).Where(about => about.Reference == reference)
                .AsNoTracking().Include(about => about.Promises).AsSplitQuery().ToListAsync(cancellationToken)
            : [];
        return found.Count == 0
            ? GeoAnswer.Errors(404, words["open311.problem.noRequest"])
            : await ShowAsync(found, partner, query.One("extensions") is "true" or "1", cancellationToken);
    }

    /// <summary>Requests get their reference at once, so that a token, had we given one, would be the reference.</summary>
    public async Task<GeoAnswer> TokenAsync(string token, KeyPartner? partner, CancellationToken cancellationToken)
    {
        if (!Reference.TryParse(token, out var reference)
            || !await seen.By(partner).AnyAsync(about => about.Reference == reference, cancellationToken))
        {
            return GeoAnswer.Errors(404, words["open311.problem.noToken"]);
        }

        return GeoAnswer.Ok("service_requests", new GeoValue.Many("request",
        [
            new GeoValue.Fields(("service_request_id", reference.ToString()), ("token", token)),
        ]));
    }

    private async Task<GeoAnswer> ShowAsync(IReadOnlyList<Case> found, KeyPartner? partner, bool extensions, CancellationToken cancellationToken) =>
        GeoAnswer.Ok("service_requests", new GeoValue.Many("request", await views.OfAsync(found, partner, extensions, cancellationToken)));

    private static IQueryable<Case> Chosen(KeptDb db, IQueryable<Case> matching, RequestFilter filter)
    {
        if (filter.References is { } references)
        {
            var wanted = references.ToArray();
            return matching.Where(about => wanted.Contains(about.Reference));
        }

        if (filter.Codes.Length > 0)
        {
            var codes = filter.Codes.ToArray();
            matching = matching.Where(about => codes.Contains(about.ServiceCode));
        }

        matching = filter.Open switch
        {
            true => matching.Where(about => about.State != CaseState.Closed),
            false => matching.Where(about => about.State == CaseState.Closed),
            null => matching,
        };
        if (filter.From is { } from)
        {
            matching = matching.Where(about => about.ReceivedAt >= from);
        }

        if (filter.To is { } to)
        {
            matching = matching.Where(about => about.ReceivedAt <= to);
        }

        return Changed(db, matching, filter);
    }

    private static IQueryable<Case> Changed(KeptDb db, IQueryable<Case> matching, RequestFilter filter)
    {
        if (filter.ChangedFrom is { } after)
        {
            matching = matching.Where(about => about.ReceivedAt >= after
                || ToldEvents.Of(db).Where(told => told.At >= after).Select(told => told.CaseId).Contains(about.Id));
        }

        if (filter.ChangedTo is { } before)
        {
            matching = matching.Where(about => about.ReceivedAt <= before
                && !ToldEvents.Of(db).Any(told => told.CaseId == about.Id && told.At > before));
        }

        return matching;
    }
}
