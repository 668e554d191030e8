using Kept.Staff.SignIn;
using Microsoft.AspNetCore.Identity;

namespace Kept.Staff.Passwords;

/// <summary>
/// Looks at a typed password: with the limit on tries, and with the same work whether or not the person exists, may
/// sign in, or is locked out.
/// </summary>
internal sealed class PasswordCheck(SignInTries tries, IPasswordHasher<StaffMember> hasher, DecoyPassword decoy)
{
    /// <param name="member">Null when nobody has this address.</param>
    public async Task<bool> IsRightAsync(StaffMember? member, string mail, string password, CancellationToken cancellationToken)
    {
        var withinLimit = await tries.BeginPasswordAsync(mail, cancellationToken);
        var matches = Matches(member, password);
        var right = withinLimit && matches && member is { Active: true, PasswordHash: not null };
        if (right)
        {
            await tries.ForgetAsync(mail, cancellationToken);
        }

        return right;
    }

    private bool Matches(StaffMember? member, string password)
    {
        var typed = password.Length <= PasswordRules.LongestLength ? password : "";
        return hasher.VerifyHashedPassword(member!, member?.PasswordHash ?? decoy.Hash, typed) != PasswordVerificationResult.Failed;
    }
}

/// <summary>The hash of a password that nobody knows, to be checked in vain where there is none to check.</summary>
internal sealed class DecoyPassword(IServiceScopeFactory scopes)
{
    private readonly Lazy<string> hash = new(() =>
    {
        using var scope = scopes.CreateScope();
        return scope.ServiceProvider.GetRequiredService<IPasswordHasher<StaffMember>>()
            .HashPassword(null!, Domain.Cases.Secret.NewRandom().Text);
    });

    public string Hash => hash.Value;

    public void Prepare() => _ = Hash;
}
