using System.Collections.Immutable;
using Kept.Staff.Links;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Staff.ManageStaff;

/// <param name="Seen">The state it was decided on; a change since then refuses this one. Null for any state.</param>
internal sealed record StaffEdit(long StaffId, string? Seen, StaffRole Role, string? Team, bool Active);

internal abstract record ChangeStaffOutcome
{
    public sealed record Done : ChangeStaffOutcome;

    public sealed record Refused(ImmutableArray<InputProblem> Problems) : ChangeStaffOutcome;

    public sealed record NotAllowed : ChangeStaffOutcome;

    public sealed record NotFound : ChangeStaffOutcome;

    /// <summary>Somebody else changed this person since the form was opened.</summary>
    public sealed record ChangedMeanwhile : ChangeStaffOutcome;

    /// <summary>Afterwards nobody could administer.</summary>
    public sealed record LastAdministrator : ChangeStaffOutcome;
}

/// <summary>An administrator changes what somebody may do, the team, or whether somebody is still here.</summary>
internal sealed class ChangeStaff(
    KeptDb db, OneTimeLinks links, StaffMails mails, StaffRecord record, StaffDirectory directory, StaffTeams teams)
{
    public async Task<ChangeStaffOutcome> RunAsync(StaffIdentity by, StaffEdit edit, CancellationToken cancellationToken)
    {
        if (!by.MayActAs(StaffRole.Administrator))
        {
            return new ChangeStaffOutcome.NotAllowed();
        }

        var member = await db.Set<StaffMember>().SingleOrDefaultAsync(m => m.Id == edit.StaffId, cancellationToken);
        if (member is null)
        {
            return new ChangeStaffOutcome.NotFound();
        }

        if (await RefusalAsync(member, edit, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        Apply(member, edit, by);
        if (!edit.Active)
        {
            await links.TakeBackAsync(LinkPurpose.Invitation, member.Id, cancellationToken);
            await links.TakeBackAsync(LinkPurpose.PasswordReset, member.Id, cancellationToken);
        }

        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new ChangeStaffOutcome.ChangedMeanwhile();
        }

        directory.Forget();
        return new ChangeStaffOutcome.Done();
    }

    /// <summary>An administrator sends somebody a reset link: to the address on record, never to one typed here.</summary>
    public async Task<ChangeStaffOutcome> SendResetAsync(StaffIdentity by, long staffId, CancellationToken cancellationToken)
    {
        if (!by.MayActAs(StaffRole.Administrator))
        {
            return new ChangeStaffOutcome.NotAllowed();
        }

        var member = await db.Set<StaffMember>().SingleOrDefaultAsync(m => m.Id == staffId && m.Active && m.EmailConfirmed, cancellationToken);
        if (member is null)
        {
            return new ChangeStaffOutcome.NotFound();
        }

        mails.Reset(member, links.Add(LinkPurpose.PasswordReset, member.Id));
        record.Add(member, by, StaffChangeKind.ResetAsked);
        await db.SaveChangesAsync(cancellationToken);
        return new ChangeStaffOutcome.Done();
    }

    private async Task<ChangeStaffOutcome?> RefusalAsync(StaffMember member, StaffEdit edit, CancellationToken cancellationToken)
    {
        if (edit.Seen is { } seen && member.ConcurrencyStamp != seen)
        {
            return new ChangeStaffOutcome.ChangedMeanwhile();
        }

        if (teams.Check(edit.Team, member.Team).ToImmutableArray() is { Length: > 0 } problems)
        {
            return new ChangeStaffOutcome.Refused(problems);
        }

        var losesAdministrator = member is { Role: StaffRole.Administrator, Active: true }
            && (edit.Role != StaffRole.Administrator || !edit.Active);
        return losesAdministrator && !await db.Set<StaffMember>().AnyAsync(
            m => m.Id != member.Id && m.Role == StaffRole.Administrator && m.Active && m.PasswordHash != null, cancellationToken)
            ? new ChangeStaffOutcome.LastAdministrator()
            : null;
    }

    private void Apply(StaffMember member, StaffEdit edit, StaffIdentity by)
    {
        if (member.Role != edit.Role)
        {
            record.Add(member, by, StaffChangeKind.RoleChanged, member.Role.ToString(), edit.Role.ToString());
        }

        if (member.Team != edit.Team)
        {
            record.Add(member, by, StaffChangeKind.TeamChanged, member.Team, edit.Team);
        }

        if (member.Active != edit.Active)
        {
            record.Add(member, by, edit.Active ? StaffChangeKind.Reactivated : StaffChangeKind.Deactivated);
        }

        if (edit.Role < member.Role || !edit.Active)
        {
            member.RenewSecurityStamp();
        }

        (member.Role, member.Team, member.Active) = (edit.Role, edit.Team, edit.Active);
        member.Changed();
    }
}
