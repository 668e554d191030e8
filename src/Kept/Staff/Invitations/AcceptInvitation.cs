using System.Collections.Immutable;
using Kept.Staff.Links;
using Kept.Staff.Passwords;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Staff.Invitations;

internal sealed record InvitationAnswer(string Name, string Password, string Language);

internal abstract record AcceptOutcome
{
    public sealed record Done(StaffMember Member) : AcceptOutcome;

    public sealed record Refused(ImmutableArray<InputProblem> Problems) : AcceptOutcome;

    public sealed record LinkDead : AcceptOutcome;
}

/// <summary>Somebody who was invited by mail sets a password and can sign in from then on.</summary>
internal sealed class AcceptInvitation(
    KeptDb db, OneTimeLinks links, NewPassword passwords, StaffRecord record, StaffDirectory directory, IClock clock)
{
    /// <summary>Who is invited; null when the link no longer works. Changes nothing.</summary>
    public async Task<StaffMember?> FindAsync(string? secret, CancellationToken cancellationToken) =>
        await links.FindAsync(secret, LinkPurpose.Invitation, cancellationToken) is { StaffId: { } id }
            ? await db.Set<StaffMember>().SingleOrDefaultAsync(m => m.Id == id && m.Active, cancellationToken)
            : null;

    public async Task<AcceptOutcome> RunAsync(string? secret, InvitationAnswer answer, CancellationToken cancellationToken)
    {
        var link = await links.FindAsync(secret, LinkPurpose.Invitation, cancellationToken);
        var member = await FindAsync(secret, cancellationToken);
        if (link is null || member is null)
        {
            return new AcceptOutcome.LinkDead();
        }

        member.Name = answer.Name.Trim();
        var problems = StaffInput.All(StaffInput.CheckName(member.Name), StaffInput.Of(passwords.Check(member, answer.Password)));
        if (problems.Length > 0)
        {
            return new AcceptOutcome.Refused(problems);
        }

        (member.Language, member.EmailConfirmed) = (answer.Language, true);
        passwords.Set(member, answer.Password);
        link.Use(clock.GetCurrentInstant());
        record.Add(member, null, StaffChangeKind.Joined);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new AcceptOutcome.LinkDead();
        }

        directory.Forget();
        return new AcceptOutcome.Done(member);
    }
}
