using NodaTime;

namespace Kept.Keys;

/// <summary>
/// A key that a program uses in place of signing in, of a partner or of a member of staff. What it may do is fixed when it
/// is made; later it can only be revoked. The row says who did both, and when.
/// </summary>
internal sealed class AccessKey
{
    private AccessKey()
    {
    }

    /// <param name="madeBy">Null where the command line or the demo made it.</param>
    public AccessKey(long id, KeyText text, NewKey made, long? madeBy, Instant now)
    {
        (Id, Prefix, SecretHash, MadeById, MadeAt) = (id, text.Prefix, text.Hash, madeBy, now);
        (PartnerId, StaffId, Label, Rights, PerMinute, ExpiresAt) =
            (made.PartnerId, made.StaffId, made.Label, made.Rights, made.PerMinute, made.ExpiresAt);
    }

    public long Id { get; private set; }

    /// <summary>The part of the key that may be shown.</summary>
    public string Prefix { get; private set; } = "";

    public string SecretHash { get; private set; } = "";

    /// <summary>Either this or <see cref="StaffId"/>.</summary>
    public long? PartnerId { get; private set; }

    public long? StaffId { get; private set; }

    /// <summary>What it is for, in the words of whoever made it.</summary>
    public string Label { get; private set; } = "";

    public KeyRights Rights { get; private set; }

    /// <summary>How many requests a minute.</summary>
    public int PerMinute { get; private set; }

    public long? MadeById { get; private set; }

    public Instant MadeAt { get; private set; }

    /// <summary>Null for a key without an end.</summary>
    public Instant? ExpiresAt { get; private set; }

    public Instant? RevokedAt { get; private set; }

    /// <summary>Null where the command line did.</summary>
    public long? RevokedById { get; private set; }

    /// <summary>The full hour of the last use that was written down; null while it was never used.</summary>
    public Instant? LastUsedAt { get; private set; }

    /// <summary>False when it was revoked before: the first to do so stays written down.</summary>
    public bool Revoke(long? by, Instant now)
    {
        if (RevokedAt is not null)
        {
            return false;
        }

        (RevokedAt, RevokedById) = (now, by);
        return true;
    }

    public bool HasExpired(Instant now) => ExpiresAt <= now;

    public void UsedIn(Instant hour) => LastUsedAt = hour;
}

/// <summary>What is decided when a key is made. Exactly one of the two holders is given.</summary>
internal sealed record NewKey(
    long? PartnerId, long? StaffId, string Label, KeyRights Rights, int PerMinute, Instant? ExpiresAt);
