using Microsoft.AspNetCore.Identity;

namespace Kept.Staff;

/// <summary>
/// Somebody who works here and signs in with a mail address. Somebody who was invited and has not answered yet has no
/// password and an unconfirmed address; somebody who left stays as a row, not active, as cases name who did what.
/// </summary>
internal sealed class StaffMember : IdentityUser<long>
{
    private StaffMember()
    {
    }

    public StaffMember(long id, string name, string mail, StaffRole role, string? team, string language)
    {
        (Id, Name, Role, Team, Language, Active) = (id, name, role, team, language, true);
        (UserName, Email) = (mail, mail);
        (NormalizedUserName, NormalizedEmail) = (KeyOf(mail), KeyOf(mail));
        RenewSecurityStamp();
    }

    public string Name { get; set; } = "";

    public StaffRole Role { get; set; }

    /// <summary>The code of a team of the catalogue; null for somebody who belongs to none.</summary>
    public string? Team { get; set; }

    public string Language { get; set; } = "en";

    public bool Active { get; set; }

    public string Mail => Email ?? "";

    /// <summary>The invitation has been answered.</summary>
    public bool HasJoined => EmailConfirmed;

    /// <summary>The form in which mail addresses are compared; the one Identity uses.</summary>
    public static string KeyOf(string mail) => mail.Trim().Normalize().ToUpperInvariant();

    /// <summary>Ends all sessions that are open: their cookies carry the stamp before this one.</summary>
    public void RenewSecurityStamp() => SecurityStamp = Guid.NewGuid().ToString("N");

    /// <summary>To be called with every change, so that a second save of the same state is refused.</summary>
    public void Changed() => ConcurrencyStamp = Guid.NewGuid().ToString("N");

    public StaffIdentity ToIdentity() => new(Id, Name, Role, Team, Language);
}
