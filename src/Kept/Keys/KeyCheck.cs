using System.Security.Cryptography;
using System.Text;
using Kept.Staff;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Keys;

/// <summary>
/// Says on whose behalf a program acts that presents this key. A key that is not known is answered like one with a wrong
/// secret, and takes the same way: one look into the database, one comparison in constant time.
/// </summary>
internal sealed class KeyCheck(KeptDb db, KeyRates rates, KeyUse use, IClock clock)
{
    /// <summary>Asked for in place of texts that are no keys at all, and compared with where no key is found.</summary>
    private static readonly KeyText Decoy = KeyText.NewRandom();

    private static readonly string DecoyHash = KeyText.NewRandom().Hash;

    public async Task<KeyAnswer> CheckAsync(string? presented, CancellationToken cancellationToken)
    {
        var text = KeyText.TryParse(presented, out var parsed) ? parsed : Decoy;
        var found = await FindAsync(text.Prefix, cancellationToken);
        if (!IsSame(text.Hash, found?.Key.SecretHash ?? DecoyHash) || found is null)
        {
            return new KeyAnswer.Refused(KeyRefusal.Unknown);
        }

        if (RefusalOf(found) is { } refusal)
        {
            return new KeyAnswer.Refused(refusal);
        }

        var key = found.Key;
        if (!rates.Take(key.Id, key.PerMinute, out var rate))
        {
            return new KeyAnswer.TooFast(rate);
        }

        await use.NoteAsync(key.Id, key.LastUsedAt, cancellationToken);
        var partner = found.Partner is { } organisation ? new KeyPartner(organisation.Id, organisation.Name, organisation.Mail) : null;
        return new KeyAnswer.Accepted(new KeyHolder(key.Id, key.Label, key.Rights, partner, found.Staff?.ToIdentity(), rate, key.ExpiresAt));
    }

    private Task<Found?> FindAsync(string prefix, CancellationToken cancellationToken) => (
        from key in db.Set<AccessKey>().AsNoTracking()
        where key.Prefix == prefix
        join partner in db.Set<Partner>() on key.PartnerId equals partner.Id into partners
        from partner in partners.DefaultIfEmpty()
        join member in db.Set<StaffMember>() on key.StaffId equals member.Id into members
        from member in members.DefaultIfEmpty()
        select new Found(key, partner, member)).SingleOrDefaultAsync(cancellationToken);

    private KeyRefusal? RefusalOf(Found found)
    {
        var now = clock.GetCurrentInstant();
        return found.Key.RevokedAt is not null ? KeyRefusal.Revoked
            : found.Key.HasExpired(now) ? KeyRefusal.Expired
            : found.Staff is { } member && !MayWork(member, now) ? KeyRefusal.HolderGone
            : null;
    }

    private static bool MayWork(StaffMember member, Instant now) =>
        member is { Active: true, HasJoined: true }
        && (member.LockoutEnd is not { } end || Instant.FromDateTimeOffset(end) <= now);

    private static bool IsSame(string presented, string known) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(presented), Encoding.ASCII.GetBytes(known));

    private sealed record Found(AccessKey Key, Partner? Partner, StaffMember? Staff);
}
