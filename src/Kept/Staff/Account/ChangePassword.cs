using System.Collections.Immutable;
using Kept.Staff.Passwords;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Staff.Account;

internal abstract record ChangePasswordOutcome
{
    /// <summary>The member, whose own cookie has to be renewed as all sessions ended.</summary>
    public sealed record Done(StaffMember Member) : ChangePasswordOutcome;

    public sealed record Refused(ImmutableArray<InputProblem> Problems) : ChangePasswordOutcome;
}

/// <summary>Somebody who is signed in changes the own password, after showing that the old one is known.</summary>
internal sealed class ChangePassword(KeptDb db, PasswordCheck check, NewPassword passwords, StaffMails mails, StaffRecord record)
{
    public async Task<ChangePasswordOutcome> RunAsync(
        StaffIdentity who, string current, string password, CancellationToken cancellationToken)
    {
        var member = await db.Set<StaffMember>().SingleAsync(m => m.Id == who.Id, cancellationToken);
        var problems = StaffInput.Of(passwords.Check(member, password)).ToList();
        if (!await check.IsRightAsync(member, member.Mail, current, cancellationToken))
        {
            problems.Insert(0, new InputProblem("Current", "staff.problem.password.current"));
        }

        if (problems.Count > 0)
        {
            return new ChangePasswordOutcome.Refused([.. problems]);
        }

        passwords.Set(member, password);
        record.Add(member, who, StaffChangeKind.PasswordChanged);
        mails.Changed(member, "password");
        await db.SaveChangesAsync(cancellationToken);
        return new ChangePasswordOutcome.Done(member);
    }
}
