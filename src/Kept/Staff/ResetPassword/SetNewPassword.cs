using System.Collections.Immutable;
using Kept.Staff.Links;
using Kept.Staff.Passwords;
using Kept.Staff.SignIn;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Staff.ResetPassword;

internal abstract record ResetOutcome
{
    public sealed record Done : ResetOutcome;

    public sealed record Refused(ImmutableArray<InputProblem> Problems) : ResetOutcome;

    public sealed record LinkDead : ResetOutcome;
}

/// <summary>The person who got the mail sets a new password. All open sessions end, and a lock-out with them.</summary>
internal sealed class SetNewPassword(
    KeptDb db, OneTimeLinks links, NewPassword passwords, SignInTries tries, StaffMails mails, StaffRecord record, IClock clock)
{
    public async Task<bool> IsOpenAsync(string? secret, CancellationToken cancellationToken) =>
        await links.FindAsync(secret, LinkPurpose.PasswordReset, cancellationToken) is not null;

    public async Task<ResetOutcome> RunAsync(string? secret, string password, CancellationToken cancellationToken)
    {
        var link = await links.FindAsync(secret, LinkPurpose.PasswordReset, cancellationToken);
        var member = link is null ? null : await db.Set<StaffMember>().SingleOrDefaultAsync(
            m => m.Id == link.StaffId && m.Active && m.EmailConfirmed, cancellationToken);
        if (link is null || member is null)
        {
            return new ResetOutcome.LinkDead();
        }

        if (passwords.Check(member, password) is { } problem)
        {
            return new ResetOutcome.Refused([.. StaffInput.Of(problem)]);
        }

        passwords.Set(member, password);
        link.Use(clock.GetCurrentInstant());
        record.Add(member, null, StaffChangeKind.PasswordChanged);
        mails.Changed(member, "password");
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new ResetOutcome.LinkDead();
        }

        await links.TakeBackAsync(LinkPurpose.PasswordReset, member.Id, cancellationToken);
        await tries.ForgetAsync(member.Mail, cancellationToken);
        return new ResetOutcome.Done();
    }
}
