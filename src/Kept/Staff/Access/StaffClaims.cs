using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Kept.Staff.Access;

/// <summary>What the sign-in cookie says about a person, and how it is read back.</summary>
internal static class StaffClaims
{
    public const string Team = "team";
    public const string Language = "language";
    public const string Name = "display-name";

    /// <summary>Which sign-in this is: one for each time somebody signs in.</summary>
    public const string Session = "session";

    public static StaffIdentity? Read(ClaimsPrincipal user) =>
        user.Identity is { IsAuthenticated: true, AuthenticationType: not null }
        && long.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && Enum.TryParse<StaffRole>(user.FindFirstValue(ClaimTypes.Role), out var role)
            ? new StaffIdentity(id, user.FindFirstValue(Name) ?? "", role, user.FindFirstValue(Team), user.FindFirstValue(Language) ?? "en")
            : null;
}

/// <summary>Writes a person into the cookie. Read anew whenever the security stamp is checked, so a new role arrives by itself.</summary>
internal sealed class StaffClaimsFactory(UserManager<StaffMember> members, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<StaffMember>(members, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(StaffMember user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(ClaimTypes.Role, user.Role.ToString()));
        identity.AddClaim(new Claim(StaffClaims.Name, user.Name));
        identity.AddClaim(new Claim(StaffClaims.Language, user.Language));
        if (user.Team is not null)
        {
            identity.AddClaim(new Claim(StaffClaims.Team, user.Team));
        }

        return identity;
    }
}
