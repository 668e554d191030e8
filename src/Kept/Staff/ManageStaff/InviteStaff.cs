using System.Collections.Immutable;
using Kept.Staff.Links;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Staff.ManageStaff;

internal sealed record Invitation(string Name, string Mail, StaffRole Role, string? Team, string Language);

internal abstract record InviteOutcome
{
    public sealed record Invited(long StaffId) : InviteOutcome;

    public sealed record Refused(ImmutableArray<InputProblem> Problems) : InviteOutcome;

    /// <summary>Only administrators say who works here.</summary>
    public sealed record NotAllowed : InviteOutcome;
}

/// <summary>An administrator invites a colleague, who gets a link by mail to set a password.</summary>
internal sealed class InviteStaff(
    KeptDb db, OneTimeLinks links, StaffMails mails, StaffRecord record, StaffDirectory directory, StaffTeams teams, IdSource ids)
{
    public async Task<InviteOutcome> RunAsync(StaffIdentity by, Invitation invitation, CancellationToken cancellationToken)
    {
        if (!by.MayActAs(StaffRole.Administrator))
        {
            return new InviteOutcome.NotAllowed();
        }

        var (name, mail) = (invitation.Name.Trim(), invitation.Mail.Trim());
        var key = StaffMember.KeyOf(mail);
        var taken = await db.Set<StaffMember>().AnyAsync(m => m.NormalizedEmail == key, cancellationToken);
        var problems = StaffInput.All(
            StaffInput.CheckName(name), StaffInput.CheckMail(mail), teams.Check(invitation.Team),
            taken ? [new InputProblem("Mail", "staff.problem.mailTaken")] : []);
        if (problems.Length > 0)
        {
            return new InviteOutcome.Refused(problems);
        }

        var member = new StaffMember(ids.Next(), name, mail, invitation.Role, invitation.Team, invitation.Language);
        db.Add(member);
        mails.Invite(member, by, links.Add(LinkPurpose.Invitation, member.Id));
        record.Add(member, by, StaffChangeKind.Invited, null, invitation.Role.ToString());
        await db.SaveChangesAsync(cancellationToken);
        directory.Forget();
        return new InviteOutcome.Invited(member.Id);
    }

    /// <summary>The mail is lost or too old: a new link, and the one before no longer works.</summary>
    public async Task<InviteOutcome> AgainAsync(StaffIdentity by, long staffId, CancellationToken cancellationToken)
    {
        var member = await db.Set<StaffMember>().SingleOrDefaultAsync(m => m.Id == staffId && m.Active, cancellationToken);
        if (!by.MayActAs(StaffRole.Administrator) || member is null || member.HasJoined)
        {
            return new InviteOutcome.NotAllowed();
        }

        await links.TakeBackAsync(LinkPurpose.Invitation, member.Id, cancellationToken);
        mails.Invite(member, by, links.Add(LinkPurpose.Invitation, member.Id));
        record.Add(member, by, StaffChangeKind.InvitedAgain);
        await db.SaveChangesAsync(cancellationToken);
        return new InviteOutcome.Invited(member.Id);
    }
}
