using Kept.Settings;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Kept.Staff.Access;

/// <summary>The cookie that keeps somebody signed in for eight hours after the last click.</summary>
internal sealed class StaffCookie(IOptions<KeptSettings> settings) : IConfigureNamedOptions<CookieAuthenticationOptions>
{
    public const string Name = "kept.staff";
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    /// <summary>How long somebody who was deactivated, or signed out elsewhere, can still go on.</summary>
    public static readonly TimeSpan StampCheck = TimeSpan.FromMinutes(1);

    public void Configure(CookieAuthenticationOptions options)
    {
    }

    public void Configure(string? name, CookieAuthenticationOptions options)
    {
        options.Cookie.SecurePolicy = settings.Value.PublicAddress.StartsWith("https:", StringComparison.OrdinalIgnoreCase)
            ? CookieSecurePolicy.Always
            : CookieSecurePolicy.SameAsRequest;
        if (name != IdentityConstants.ApplicationScheme)
        {
            return;
        }

        options.Cookie.Name = Name;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = Lifetime;
        options.SlidingExpiration = true;
        options.LoginPath = "/sign-in";
        options.ReturnUrlParameter = "returnTo";
        options.Events.OnRedirectToLogin = SignedOutAnswer.GiveAsync;
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }
}
