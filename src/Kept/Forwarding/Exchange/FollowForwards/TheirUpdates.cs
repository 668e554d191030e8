using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Kept.Domain.Partners;
using Kept.Outside;
using Kept.Settings;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;

namespace Kept.Forwarding.Exchange.FollowForwards;

/// <param name="UpdateId">Theirs, or made of what it says where they have none.</param>
/// <param name="Status">What their status means; null where they gave none that we know.</param>
/// <param name="Given">Their status as they wrote it; null where there is none.</param>
/// <param name="Media">Addresses of photos, as they wrote them.</param>
internal sealed record TheirUpdate(string TheirId, string UpdateId, WorkStatus? Status, string? Given, Instant At, string? Words, ImmutableArray<string> Media);

/// <param name="UpTo">Until when all of them were read; before the time that was asked for where there are too many to be read at once.</param>
internal sealed record TheirNews(IReadOnlyList<TheirUpdate> Updates, Instant UpTo);

/// <summary>Reads what another server says about requests of ours: its updates, or where it has none the status of each request.</summary>
internal sealed class TheirUpdates(TheirServer server, IOptions<KeptSettings> settings)
{
    private const int AtOnce = 50;
    private const int LongestWords = 5000;
    private const int LongestStatus = 200;

    /// <summary>Where each has to be asked for by its number: those that were ended before so many others are not.</summary>
    private const int MostAskedFor = 1000;

    /// <summary>On whose clock a time is read that does not say so.</summary>
    private DateTimeZone Zone => DateTimeZoneProviders.Tzdb[settings.Value.Organisation.TimeZone];

    /// <summary>Null where they could not be reached or understood; then it is tried again later.</summary>
    public async Task<TheirNews?> ReadAsync(
        ForwardPartner partner, ILookup<string, Forward> followed, Interval when, CancellationToken cancellationToken)
    {
        var pages = new TheirPages(
            server, partner, "servicerequestupdates.xml", "request_update", ("start_date", Text(when.Start)), ("end_date", Text(when.End)));
        var updates = new List<TheirUpdate>();
        Instant? inOrder = when.Start; // up to where they came the oldest first; null once they did not
        while (await pages.NextAsync(cancellationToken) is { } records)
        {
            foreach (var update in records.Select(record => UpdateOf(record, partner, when.End)).OfType<TheirUpdate>())
            {
                inOrder = inOrder <= update.At ? update.At : null;
                if (followed.Contains(update.TheirId))
                {
                    updates.Add(update);
                }
            }
        }

        return pages.End switch
        {
            PagesEnd.Whole => new TheirNews(updates, when.End),
            PagesEnd.TooLong => new TheirNews(updates, inOrder ?? when.Start),
            PagesEnd.Refused when await ReadStatusesAsync(partner, followed, when.End, cancellationToken) is { } statuses => new TheirNews(statuses, when.End),
            _ => null,
        };
    }

    private async Task<IReadOnlyList<TheirUpdate>?> ReadStatusesAsync(
        ForwardPartner partner, ILookup<string, Forward> followed, Instant now, CancellationToken cancellationToken)
    {
        var updates = ImmutableArray.CreateBuilder<TheirUpdate>();
        var asked = followed.Select(known => known.First()).Where((known, index) => index < MostAskedFor || known.State == ForwardState.WithThem).ToList();
        foreach (var some in asked.Select(known => known.TheirId!).Chunk(AtOnce))
        {
            var answer = await server.GetAsync(partner, "requests.xml", [("service_request_id", string.Join(',', some))], cancellationToken);
            if (answer is not OutsideAnswer.Answered { Status: >= 200 and < 300 } told || TheirAnswer.Records(told.Body, "request") is not { } records)
            {
                return null;
            }

            updates.AddRange(
                from record in records
                where record.One("service_request_id") is { } id && some.Contains(id)
                select StatusOf(record, partner, followed[record.One("service_request_id")!].First(), now) into update
                where update is not null
                select update);
        }

        return updates.ToImmutable();
    }

    private TheirUpdate? UpdateOf(TheirRecord record, ForwardPartner partner, Instant now) =>
        Of(record, partner, record.One("description"), record.One("update_id"), null, now);

    /// <summary>What it was when it came in is nothing new; each other status counts as an update of its own, and so does open after another.</summary>
    private TheirUpdate? StatusOf(TheirRecord record, ForwardPartner partner, Forward known, Instant now) =>
        Of(record, partner, record.One("status_notes"), null, known, now) is { } update && (known.TheirStatus is not null || update.Status != WorkStatus.Open) ? update : null;

    private TheirUpdate? Of(TheirRecord record, ForwardPartner partner, string? said, string? updateId, Forward? known, Instant now)
    {
        var given = record.One("status") is { Length: > 0 } text ? ShortWords.Of(text, LongestStatus) : null;
        var media = record.All("media_url");
        if (record.One("service_request_id") is not { Length: > 0 } id || ((given ?? said) is not { Length: > 0 } && media.Length == 0))
        {
            return null;
        }

        var status = partner.StatusOf(given);
        var moment = record.One("updated_datetime") ?? "";
        var at = GeoDate.Read(moment, Zone) is { } read ? Instant.Min(read, now) : now;
        var words = string.IsNullOrWhiteSpace(said) ? null : ShortWords.Of(said, LongestWords);
        var name = updateId is { Length: > 0 and <= 200 } ? updateId : MadeOf(id, status?.ToString() ?? given, When(moment, status, known), words);
        return new TheirUpdate(id, name, status, given, at, words, media);
    }

    /// <summary>Servers that do not say when may come back to a status that they had: then it is after their word before.</summary>
    private static string When(string moment, WorkStatus? status, Forward? known) =>
        moment.Length == 0 && known?.TheirChangeAt is { } before && known.TheirStatus != status ? Text(before) : moment;

    private static string MadeOf(string id, string? status, string moment, string? words) =>
        "#" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{id}\n{status}\n{moment}\n{words}")))[..32];

    private static string Text(Instant instant) => InstantPattern.General.Format(instant);
}
