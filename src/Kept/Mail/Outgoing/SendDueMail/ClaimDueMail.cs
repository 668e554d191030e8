using Kept.Domain.Messages;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Mail.Outgoing.SendDueMail;

/// <summary>What a claim came to.</summary>
/// <param name="Messages">In hand until their lease runs out; nobody else takes them.</param>
/// <param name="Postponed">How many were due and have to wait, as their address had enough mail lately, or are dropped as it is too late for them.</param>
internal sealed record Claim(IReadOnlyList<Message> Messages, int Postponed)
{
    public static Claim Nothing { get; } = new([], 0);
}

/// <summary>
/// Takes messages that are due in hand, oldest first, as far as the hourly limits of their addresses let them go. Codes come after
/// what has to be told, and take none of its places.
/// </summary>
internal sealed class ClaimDueMail(KeptDb db, IClock clock)
{
    private const long Queue = 0x4D_61_69_6C; // "Mail"
    private const int MostLookedAt = 50;

    /// <exception cref="DbUpdateConcurrencyException">Somebody else took or changed one of them at the same moment.</exception>
    public Task<Claim> TakeAsync(int most, Duration lease, CancellationToken cancellationToken) =>
        QueueTurn.TakeAsync(db, Queue, () => DecideAsync(most, lease, cancellationToken), cancellationToken);

    private async Task<Claim> DecideAsync(int most, Duration lease, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        var due = await Due(now).ToListAsync(cancellationToken);
        if (due.Count == 0)
        {
            return Claim.Nothing;
        }

        var limits = await LimitsAsync(due, now, cancellationToken);
        var (taken, postponed) = (new List<Message>(), 0);
        foreach (var message in due.OrderBy(message => message.IsShortLived))
        {
            if (taken.Count == most)
            {
                break;
            }

            var limit = limits[message.RecipientKey];
            var from = message.IsShortLived ? limit.TakeSpare(now) : limit.Take(now);
            if (message.IsShortLived && Instant.Max(from, now) >= message.ExpiresAt)
            {
                message.Cancel(DeliveryTrouble.TooLate);
                postponed++;
            }
            else if (from > now)
            {
                message.Postpone(from);
                postponed++;
            }
            else
            {
                message.Lease(now + lease);
                taken.Add(message);
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        return new Claim(taken, postponed);
    }

    /// <summary>On PostgreSQL rows that somebody has locked are passed over, so that nobody waits for an agent's save.</summary>
    private IQueryable<Message> Due(Instant now) => db.Database.IsNpgsql()
        ? db.Messages.FromSql($"""
            SELECT * FROM messages
            WHERE state = 'Waiting' AND next_attempt_at <= {now.ToDateTimeUtc()}
              AND (leased_until IS NULL OR leased_until <= {now.ToDateTimeUtc()})
            ORDER BY next_attempt_at, id LIMIT {MostLookedAt} FOR NO KEY UPDATE SKIP LOCKED
            """)
        : db.Messages
            .Where(message => message.State == MessageState.Waiting && message.NextAttemptAt <= now
                && (message.LeasedUntil == null || message.LeasedUntil <= now))
            .OrderBy(message => message.NextAttemptAt).ThenBy(message => message.Id).Take(MostLookedAt);

    private async Task<Dictionary<string, HourlyLimit>> LimitsAsync(List<Message> due, Instant now, CancellationToken cancellationToken)
    {
        var keys = due.Select(message => message.RecipientKey).Distinct().ToArray();
        var since = HourlyLimit.CountsAfter(now);
        var confirmed = await db.ConfirmedAddresses.Where(address => keys.Contains(address.AddressKey))
            .Select(address => address.AddressKey).ToListAsync(cancellationToken);
        var sent = await db.Messages.Where(message => keys.Contains(message.RecipientKey) && message.SentAt > since)
            .Select(message => new Moment(message.RecipientKey, message.SentAt!.Value, message.CreatedAt, message.ExpiresAt)).ToListAsync(cancellationToken);
        var inHand = await db.Messages
            .Where(message => keys.Contains(message.RecipientKey) && message.State == MessageState.Waiting && message.LeasedUntil > now)
            .Select(message => new Moment(message.RecipientKey, now, message.CreatedAt, message.ExpiresAt)).ToListAsync(cancellationToken);
        var queued = await db.Messages
            .Where(message => keys.Contains(message.RecipientKey) && message.State == MessageState.Waiting
                && message.Attempts == 0 && message.NextAttemptAt > now)
            .Select(message => new Moment(message.RecipientKey, message.NextAttemptAt!.Value, message.CreatedAt, message.ExpiresAt)).ToListAsync(cancellationToken);
        return keys.ToDictionary(key => key, key => new HourlyLimit(
            HourlyLimit.For(confirmed.Contains(key) || due.Any(message => message.RecipientKey == key && message.StaffId is not null)),
            sent.Concat(inHand).Where(moment => moment.Key == key).Select(moment => moment.At),
            queued.Where(moment => moment.Key == key && !moment.IsSpare).Select(moment => moment.At),
            sent.Concat(inHand).Where(moment => moment.Key == key && moment.IsSpare).Select(moment => moment.At)));
    }

    private sealed record Moment(string Key, Instant At, Instant CreatedAt, Instant ExpiresAt)
    {
        public bool IsSpare => Message.IsShort(CreatedAt, ExpiresAt);
    }
}
