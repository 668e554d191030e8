using Kept.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Kept.Staff.SignIn;

/// <summary>Identity's sign-in, for people who are still here.</summary>
internal sealed class StaffSignIn(
    UserManager<StaffMember> members,
    IHttpContextAccessor accessor,
    IUserClaimsPrincipalFactory<StaffMember> claims,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<StaffMember>> logger,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<StaffMember> confirmation) : SignInManager<StaffMember>(members, accessor, claims, options, logger, schemes, confirmation)
{
    public override async Task<bool> CanSignInAsync(StaffMember user) => user.Active && await base.CanSignInAsync(user);
}

/// <summary>
/// Where passkeys are good: for the configured public address, never for one that a request names. A browser accepts
/// no bare IP address as such a place; with one configured, passkeys are for "localhost".
/// </summary>
internal sealed class PasskeyPlace(KeptSettings settings)
{
    private readonly Uri address = new(settings.PublicAddress);

    public string Domain => address.HostNameType is UriHostNameType.Dns ? address.Host : "localhost";

    public void Apply(IdentityPasskeyOptions options)
    {
        options.ServerDomain = Domain;
        options.UserVerificationRequirement = "required";
        options.ResidentKeyRequirement = "required";
        options.ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && IsOurs(context.Origin));
    }

    public bool IsOurs(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var from)
        && string.Equals(from.Host, Domain, StringComparison.OrdinalIgnoreCase)
        && (Domain == "localhost" || (from.Scheme == address.Scheme && from.Port == address.Port));
}
