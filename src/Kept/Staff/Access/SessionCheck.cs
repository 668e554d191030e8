using System.Security.Claims;
using Kept.Staff.SignOut;
using Kept.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kept.Staff.Access;

/// <summary>Asked once a minute for every sign-in: whether its person is still here, and whether they have signed out of it.</summary>
internal sealed class SessionCheck(
    IOptions<SecurityStampValidatorOptions> options, SignInManager<StaffMember> signIn, KeptDb db, ILoggerFactory logs)
    : SecurityStampValidator<StaffMember>(options, signIn, logs)
{
    /// <summary>What the cookie is made of anew must stay the same sign-in.</summary>
    public static Task KeepAsync(SecurityStampRefreshingPrincipalContext context)
    {
        if (context.CurrentPrincipal?.FindFirst(StaffClaims.Session) is { } session)
        {
            context.NewPrincipal?.Identities.First().AddClaim(session.Clone());
        }

        return Task.CompletedTask;
    }

    protected override async Task<StaffMember?> VerifySecurityStamp(ClaimsPrincipal? principal) =>
        principal?.FindFirstValue(StaffClaims.Session) is { } session && await db.Set<EndedSession>().AnyAsync(ended => ended.Session == session)
            ? null
            : await base.VerifySecurityStamp(principal);
}
