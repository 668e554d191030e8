using Kept.Staff.Passwords;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Staff.SignIn;

internal abstract record SignInOutcome
{
    public sealed record Welcome(StaffMember Member) : SignInOutcome;

    /// <summary>Wrong address, wrong password, too many tries, not active: one answer for all, which tells nothing.</summary>
    public sealed record Refused : SignInOutcome;
}

/// <summary>Somebody signs in with mail address and password.</summary>
internal sealed class SignInByPassword(KeptDb db, PasswordCheck check)
{
    public async Task<SignInOutcome> RunAsync(string mail, string password, CancellationToken cancellationToken)
    {
        var key = StaffMember.KeyOf(mail);
        var member = await db.Set<StaffMember>().SingleOrDefaultAsync(m => m.NormalizedUserName == key, cancellationToken);
        return await check.IsRightAsync(member, mail, password, cancellationToken)
            ? new SignInOutcome.Welcome(member!)
            : new SignInOutcome.Refused();
    }
}
