using Microsoft.AspNetCore.Identity;

namespace Kept.Staff.Passwords;

/// <summary>Gives somebody a new password, which ends their open sessions. Saving is the operation's business.</summary>
internal sealed class NewPassword(PasswordRules rules, IPasswordHasher<StaffMember> hasher)
{
    public PasswordProblem? Check(StaffMember member, string password) => rules.Check(password, member.Name, member.Mail);

    public void Set(StaffMember member, string password)
    {
        member.PasswordHash = hasher.HashPassword(member, password);
        member.RenewSecurityStamp();
        member.Changed();
    }
}
