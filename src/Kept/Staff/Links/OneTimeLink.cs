using System.Security.Cryptography;
using System.Text;
using Kept.Domain.Cases;
using NodaTime;

namespace Kept.Staff.Links;

public enum LinkPurpose
{
    FirstAdministrator,
    Invitation,
    PasswordReset,
}

/// <summary>
/// A link that works once and not for ever. Opening it changes nothing, as mail scanners open links; the form behind it
/// does. The database knows only a hash of the secret, so that reading it opens no door.
/// </summary>
internal sealed class OneTimeLink
{
    private OneTimeLink()
    {
    }

    public OneTimeLink(Secret secret, LinkPurpose purpose, long? staffId, Instant now) =>
        (SecretHash, Purpose, StaffId, CreatedAt, ExpiresAt) = (HashOf(secret), purpose, staffId, now, now + LifetimeOf(purpose));

    public string SecretHash { get; private set; } = "";

    public LinkPurpose Purpose { get; private set; }

    /// <summary>Whom it lets in; null for the first administrator, who is not there yet.</summary>
    public long? StaffId { get; private set; }

    public Instant CreatedAt { get; private set; }

    public Instant ExpiresAt { get; private set; }

    /// <summary>A concurrency token: of two who use the link at the same moment, the second save is refused.</summary>
    public Instant? UsedAt { get; private set; }

    public static Duration LifetimeOf(LinkPurpose purpose) => purpose switch
    {
        LinkPurpose.FirstAdministrator => Duration.FromHours(24),
        LinkPurpose.Invitation => Duration.FromDays(7),
        LinkPurpose.PasswordReset => Duration.FromHours(2),
    };

    public static string HashOf(Secret secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(secret.Text)));

    public bool WorksAt(Instant now) => UsedAt is null && now < ExpiresAt;

    public void Use(Instant now) => UsedAt = now;
}
