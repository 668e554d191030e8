using Kept.Settings;
using Kept.Staff.Access;
using Kept.Staff.Account;
using Kept.Staff.Demo;
using Kept.Staff.Invitations;
using Kept.Staff.Links;
using Kept.Staff.ManageStaff;
using Kept.Staff.Passwords;
using Kept.Staff.ResetPassword;
using Kept.Staff.SetUp;
using Kept.Staff.SignIn;
using Kept.Staff.SignOut;
using Kept.Staff.StartUp;
using Kept.Storage;
using Kept.Workers;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kept.Staff;

/// <summary>Registers sign-in, access rules and what other capabilities may ask about the people who work here.</summary>
internal static class StaffServices
{
    public static IServiceCollection AddKeptStaff(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<CurrentStaff>().AddScoped<Leads>().AddSingleton<StaffDirectory>().AddSingleton<StaffTeams>();
        AddSignIn(services);
        AddAccess(services);
        services.AddScoped<OneTimeLinks>().AddScoped<SignInTries>().AddScoped<PasswordCheck>().AddSingleton<DecoyPassword>();
        services.AddSingleton<PasswordRules>().AddScoped<NewPassword>();
        services.AddScoped<SignInByPassword>().AddScoped<SetUpFirstAdministrator>().AddScoped<AcceptInvitation>();
        services.AddScoped<AskForReset>().AddScoped<SetNewPassword>();
        services.AddScoped<ChangePassword>().AddScoped<ChangeDetails.ChangeDetails>().AddScoped<OwnPasskeys>();
        services.AddScoped<ReadColleague>();
        services.AddScoped<StaffList>().AddScoped<StaffChoices>().AddScoped<InviteStaff>().AddScoped<ChangeStaff>().AddScoped<StaffMails>().AddScoped<StaffRecord>();
        services.AddScoped<DemoStaff>().AddSingleton<DemoSignIn>().AddScoped<StaffStart>().AddScoped<StartUpNotice>();
        return services;
    }

    /// <summary>After routing, before everything that answers.</summary>
    public static WebApplication UseKeptStaff(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        return app;
    }

    private static void AddSignIn(IServiceCollection services)
    {
        services.AddIdentityCore<StaffMember>(options =>
            {
                options.User.RequireUniqueEmail = true;
                options.User.AllowedUserNameCharacters = "";
                options.Password.RequiredLength = PasswordRules.ShortestLength;
                options.Password.RequireDigit = options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
                options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            })
            .AddUserStore<UserOnlyStore<StaffMember, KeptDb, long, IdentityUserClaim<long>, IdentityUserLogin<long>, IdentityUserToken<long>, IdentityUserPasskey<long>>>()
            .AddPasswordValidator<PasswordRulesForIdentity>()
            .AddClaimsPrincipalFactory<StaffClaimsFactory>()
            .AddSignInManager<StaffSignIn>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddSingleton<IConfigureOptions<CookieAuthenticationOptions>, StaffCookie>();
        services.Configure<SecurityStampValidatorOptions>(options =>
            (options.ValidationInterval, options.OnRefreshingPrincipal) = (StaffCookie.StampCheck, SessionCheck.KeepAsync));
        services.AddScoped<ISecurityStampValidator, SessionCheck>();
        services.AddPeriodicWork<ForgetEndedSessions>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<IOptions<KeptSettings>>((options, settings) => new PasskeyPlace(settings.Value).Apply(options));
        services.AddDataProtection().SetApplicationName("Kept");
        services.AddOptions<KeyManagementOptions>().Configure<IServiceScopeFactory, SignInSecrets>(
            (options, scopes, secrets) => options.XmlRepository = new ProtectionKeys(scopes, secrets));
        services.AddSingleton<SignInSecrets>().AddScoped<SignInKeysStart>().AddScoped<SignInKeyHealth>();
    }

    private static void AddAccess(IServiceCollection services)
    {
        services.AddSingleton<IAuthorizationHandler, AccessByAddressHandler>();
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Agent, policy => policy.RequireRole(RolesFrom(StaffRole.Agent)))
            .AddPolicy(Policies.Lead, policy => policy.RequireRole(RolesFrom(StaffRole.Lead)))
            .AddPolicy(Policies.Administrator, policy => policy.RequireRole(RolesFrom(StaffRole.Administrator)))
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().AddRequirements(new AccessByAddress()).Build());
    }

    private static IEnumerable<string> RolesFrom(StaffRole least) =>
        Enum.GetValues<StaffRole>().Where(role => role >= least).Select(role => role.ToString());
}
