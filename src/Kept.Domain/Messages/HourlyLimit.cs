using NodaTime;

namespace Kept.Domain.Messages;

/// <summary>
/// How many mails one address gets in any sixty minutes, over all cases. Anybody can type a stranger's address into a
/// form, so one that nobody has confirmed gets few; a confirmed one is only kept from a flood.
/// </summary>
/// <param name="limit">Mails an hour, at least 1.</param>
/// <param name="sent">When mails went out to the address, or began to.</param>
/// <param name="queued">Moments that mails have been told to wait for, as the address had enough.</param>
/// <param name="spare">Which of <paramref name="sent"/> were of use for a short time only, see <see cref="TakeSpare"/>.</param>
public sealed class HourlyLimit(int limit, IEnumerable<Instant> sent, IEnumerable<Instant> queued, IEnumerable<Instant>? spare = null)
{
    public const int Unconfirmed = 3;
    public const int Confirmed = 60;

    private static readonly Duration Hour = Duration.FromHours(1);

    private readonly List<Instant> sent = [.. sent];
    private readonly List<Instant> queued = [.. queued];
    private readonly List<Instant> spare = [.. spare ?? []];

    /// <summary>How many mails an hour may be of use for a short time only.</summary>
    private int MostSpare => Math.Max(limit / 10, 1);

    public static int For(bool confirmed) => confirmed ? Confirmed : Unconfirmed;

    /// <summary>Mails that were sent at this moment or before it do not count any more.</summary>
    public static Instant CountsAfter(Instant now) => now - Hour;

    /// <summary>
    /// Takes a place for one more mail: <paramref name="now"/> when it may go, otherwise the moment to wait for, behind
    /// all that wait already.
    /// </summary>
    public Instant Take(Instant now)
    {
        if (FreeFrom(sent, now, limit) == now)
        {
            sent.Add(now);
            return now;
        }

        var later = FreeFrom(sent.Concat(queued), now, limit);
        queued.Add(later);
        return later;
    }

    /// <summary>
    /// The same for a mail that anybody may cause again and again and that is of use for a short time only, such as a one-time code.
    /// There are few of them, one place stays free for what has to be told, and nothing else ever waits behind them.
    /// </summary>
    public Instant TakeSpare(Instant now)
    {
        var from = Instant.Max(FreeFrom(sent, now, limit - 1), FreeFrom(spare, now, MostSpare));
        if (from == now)
        {
            sent.Add(now);
            spare.Add(now);
        }

        return from;
    }

    private static Instant FreeFrom(IEnumerable<Instant> taken, Instant now, int most)
    {
        var counted = taken.Where(moment => moment > CountsAfter(now)).OrderDescending().ToList();
        return counted.Count < most ? now : counted[most - 1] + Hour;
    }
}
