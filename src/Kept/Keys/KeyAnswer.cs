using Kept.Staff;
using NodaTime;

namespace Kept.Keys;

/// <summary>What came of a key that somebody presented.</summary>
internal abstract record KeyAnswer
{
    private KeyAnswer()
    {
    }

    public sealed record Accepted(KeyHolder Holder) : KeyAnswer;

    public sealed record Refused(KeyRefusal Why) : KeyAnswer;

    /// <summary>The key is good, and was used more often in this minute than it may.</summary>
    public sealed record TooFast(KeyRate Rate) : KeyAnswer;
}

/// <summary>Only whoever has the whole key hears more than <see cref="Unknown"/>.</summary>
internal enum KeyRefusal
{
    /// <summary>No key was given, or none of ours, or its secret is wrong: which of them, nobody learns.</summary>
    Unknown,
    Revoked,
    Expired,

    /// <summary>The member of staff left, or may not sign in.</summary>
    HolderGone,
}

/// <summary>On whose behalf a program acts, and what for. One of <see cref="Partner"/> and <see cref="Staff"/> is given.</summary>
/// <param name="Staff">With the role and the team of this moment.</param>
/// <param name="ExpiresAt">When the key ends; null where it does not.</param>
internal sealed record KeyHolder(
    long KeyId, string Label, KeyRights Rights, KeyPartner? Partner, StaffIdentity? Staff, KeyRate Rate, Instant? ExpiresAt = null)
{
    public bool May(KeyRights right) => Rights.HasFlag(right);
}

internal sealed record KeyPartner(long Id, string Name, string Mail);

/// <summary>How often a key may be used, and what is left of that.</summary>
/// <param name="Seconds">Until the minute is over and all of it may be used again; at least 1.</param>
internal readonly record struct KeyRate(int PerMinute, int Left, int Seconds);
