using System.Globalization;
using System.Security.Claims;
using Kept.Settings;
using Kept.Staff.Access;
using Kept.Staff.SignOut;
using Kept.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Staff.SignIn;

/// <summary>Identity's sign-in, for people who are still here.</summary>
internal sealed class StaffSignIn(
    UserManager<StaffMember> members,
    IHttpContextAccessor accessor,
    IUserClaimsPrincipalFactory<StaffMember> claims,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<StaffMember>> logger,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<StaffMember> confirmation,
    KeptDb db,
    IClock clock) : SignInManager<StaffMember>(members, accessor, claims, options, logger, schemes, confirmation)
{
    public override async Task<bool> CanSignInAsync(StaffMember user) => user.Active && await base.CanSignInAsync(user);

    /// <summary>Every sign-in has a name of its own; what is only written anew (<c>RefreshSignInAsync</c>) keeps it.</summary>
    public override Task SignInWithClaimsAsync(StaffMember user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        var known = Context.User.FindFirstValue(ClaimTypes.NameIdentifier) == user.Id.ToString(CultureInfo.InvariantCulture)
            ? Context.User.FindFirstValue(StaffClaims.Session)
            : null;
        return base.SignInWithClaimsAsync(
            user, authenticationProperties, additionalClaims.Append(new Claim(StaffClaims.Session, known ?? Domain.Cases.Secret.NewRandom().Text)));
    }

    /// <summary>Ends this sign-in for whoever has a copy of its cookie, too.</summary>
    public override async Task SignOutAsync()
    {
        if (Context.User.FindFirstValue(StaffClaims.Session) is { } session && await db.FindAsync<EndedSession>(session) is null)
        {
            db.Add(new EndedSession(session, clock.GetCurrentInstant()));
            await db.SaveChangesAsync();
        }

        await base.SignOutAsync();
    }

    /// <summary>Whose passkey answered; null when it is not known here, not for this place, or its owner has left.</summary>
    /// <param name="answer">What the browser's authenticator gave, as JSON.</param>
    public async Task<StaffMember?> CheckPasskeyAsync(string? answer)
    {
        if (string.IsNullOrEmpty(answer) || await AssertAsync(answer) is not { Succeeded: true, User: { } member, Passkey: { } passkey })
        {
            return null;
        }

        // Keeps the counter by which a copied key would be noticed.
        var kept = await UserManager.AddOrUpdatePasskeyAsync(member, passkey);
        return kept.Succeeded && await CanSignInAsync(member) ? member : null;
    }

    /// <summary>The passkey that the browser made for this person; null when it does not answer our question.</summary>
    public async Task<UserPasskeyInfo?> TakePasskeyAsync(StaffIdentity who, string? made)
    {
        if (string.IsNullOrEmpty(made))
        {
            return null;
        }

        try
        {
            var result = await PerformPasskeyAttestationAsync(made);
            return result.Succeeded && result.UserEntity.Id == who.Id.ToString(CultureInfo.InvariantCulture) ? result.Passkey : null;
        }
        catch (InvalidOperationException)
        {
            // No question of ours is open: asked too long ago, or never.
            return null;
        }
    }

    private async Task<PasskeyAssertionResult<StaffMember>?> AssertAsync(string answer)
    {
        try
        {
            return await PerformPasskeyAssertionAsync(answer);
        }
        catch (InvalidOperationException)
        {
            // No question of ours is open: asked too long ago, or never.
            return null;
        }
    }
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
