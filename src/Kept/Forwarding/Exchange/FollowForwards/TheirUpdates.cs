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
/// <param name="Media">Addresses of photos, as they wrote them.</param>
internal sealed record TheirUpdate(string TheirId, string UpdateId, WorkStatus Status, Instant At, string? Words, ImmutableArray<string> Media);

/// <summary>Reads what another server says about requests of ours: its updates, or where it has none the status of each request.</summary>
internal sealed class TheirUpdates(TheirServer server, IOptions<KeptSettings> settings)
{
    private const int AtOnce = 50;
    private const int LongestWords = 5000;

    /// <summary>On whose clock a time is read that does not say so.</summary>
    private DateTimeZone Zone => DateTimeZoneProviders.Tzdb[settings.Value.Organisation.TimeZone];

    /// <summary>Null where they could not be reached or understood; then it is tried again later.</summary>
    public async Task<IReadOnlyList<TheirUpdate>?> ReadAsync(
        ForwardPartner partner, IReadOnlyCollection<string> theirIds, Interval when, CancellationToken cancellationToken)
    {
        var answer = await server.GetAsync(
            partner, "servicerequestupdates.xml", [("start_date", Text(when.Start)), ("end_date", Text(when.End))], cancellationToken);
        return answer switch
        {
            OutsideAnswer.Answered { Status: >= 200 and < 300 } told when TheirAnswer.Records(told.Body, "request_update") is { } records =>
                [.. records.Select(record => UpdateOf(record, when.End)).OfType<TheirUpdate>().Where(update => theirIds.Contains(update.TheirId))],
            OutsideAnswer.Answered { Status: 400 or 404 or 405 or 410 or 501 } => await ReadStatusesAsync(partner, theirIds, when.End, cancellationToken),
            _ => null,
        };
    }

    private async Task<IReadOnlyList<TheirUpdate>?> ReadStatusesAsync(
        ForwardPartner partner, IReadOnlyCollection<string> theirIds, Instant now, CancellationToken cancellationToken)
    {
        var updates = ImmutableArray.CreateBuilder<TheirUpdate>();
        foreach (var some in theirIds.Chunk(AtOnce))
        {
            var answer = await server.GetAsync(partner, "requests.xml", [("service_request_id", string.Join(',', some))], cancellationToken);
            if (answer is not OutsideAnswer.Answered { Status: >= 200 and < 300 } told || TheirAnswer.Records(told.Body, "request") is not { } records)
            {
                return null;
            }

            updates.AddRange(records.Select(record => StatusOf(record, now)).OfType<TheirUpdate>().Where(update => some.Contains(update.TheirId)));
        }

        return updates.ToImmutable();
    }

    private TheirUpdate? UpdateOf(TheirRecord record, Instant now) =>
        Of(record, record.One("description"), record.One("update_id"), now);

    /// <summary>What it was when it came in is nothing new; each other status counts as an update of its own.</summary>
    private TheirUpdate? StatusOf(TheirRecord record, Instant now) =>
        Of(record, record.One("status_notes"), null, now) is { Status: not WorkStatus.Open } update ? update : null;

    private TheirUpdate? Of(TheirRecord record, string? said, string? updateId, Instant now)
    {
        if (record.One("service_request_id") is not { Length: > 0 } id || WorkStatuses.Parse(record.One("status")) is not { } status)
        {
            return null;
        }

        var moment = record.One("updated_datetime") ?? "";
        var at = GeoDate.Read(moment, Zone) is { } read ? Instant.Min(read, now) : now;
        var words = string.IsNullOrWhiteSpace(said) ? null : ShortWords.Of(said, LongestWords);
        return new TheirUpdate(id, updateId is { Length: > 0 and <= 200 } ? updateId : MadeOf(id, status, moment, words), status, at, words, record.All("media_url"));
    }

    private static string MadeOf(string id, WorkStatus status, string moment, string? words) =>
        "#" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{id}\n{status}\n{moment}\n{words}")))[..32];

    private static string Text(Instant instant) => InstantPattern.General.Format(instant);
}
