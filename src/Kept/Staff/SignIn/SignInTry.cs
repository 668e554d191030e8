using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Kept.Staff.SignIn;

public enum TryKind
{
    Password,
    ResetAsked,
}

/// <summary>
/// Somebody tried to get in under a mail address. Kept alike for addresses of people who work here and for all others,
/// so that neither the answer nor its time tells them apart; as a hash, because people also type passwords into the
/// wrong field.
/// </summary>
internal sealed class SignInTry
{
    /// <summary>Five wrong passwords within this time close the way until the first of them is older.</summary>
    public static readonly Duration Window = Duration.FromMinutes(15);
    public const int MostInWindow = 5;

    /// <summary>So many mails with a reset link go to one address within <see cref="ResetWindow"/>.</summary>
    public const int MostResets = 3;
    public static readonly Duration ResetWindow = Duration.FromHours(1);

    private SignInTry()
    {
    }

    public SignInTry(long id, TryKind kind, string mail, Instant at) => (Id, Kind, MailHash, At) = (id, kind, HashOf(mail), at);

    public long Id { get; private set; }

    public TryKind Kind { get; private set; }

    public string MailHash { get; private set; } = "";

    public Instant At { get; private set; }

    public static string HashOf(string mail) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(StaffMember.KeyOf(mail))));
}
