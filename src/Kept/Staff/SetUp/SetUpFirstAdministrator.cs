using System.Collections.Immutable;
using Kept.Staff.Links;
using Kept.Staff.Passwords;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Staff.SetUp;

internal sealed record FirstAdministrator(string Name, string Mail, string Password, string Language);

internal abstract record SetUpOutcome
{
    public sealed record Done(StaffMember Member) : SetUpOutcome;

    public sealed record Refused(ImmutableArray<InputProblem> Problems) : SetUpOutcome;

    /// <summary>Unknown, used, expired, or somebody administers already.</summary>
    public sealed record LinkDead : SetUpOutcome;
}

/// <summary>The person who holds the link printed at start becomes the first administrator.</summary>
internal sealed class SetUpFirstAdministrator(
    KeptDb db, OneTimeLinks links, NewPassword passwords, StaffRecord record, IdSource ids, IClock clock)
{
    /// <summary>Whether anybody can say who works here.</summary>
    public Task<bool> IsNeededAsync(CancellationToken cancellationToken) => db.Set<StaffMember>()
        .AllAsync(m => m.Role != StaffRole.Administrator || !m.Active || m.PasswordHash == null, cancellationToken);

    public async Task<bool> IsOpenAsync(string? secret, CancellationToken cancellationToken) =>
        await links.FindAsync(secret, LinkPurpose.FirstAdministrator, cancellationToken) is not null
        && await IsNeededAsync(cancellationToken);

    public async Task<SetUpOutcome> RunAsync(string? secret, FirstAdministrator input, CancellationToken cancellationToken)
    {
        var link = await links.FindAsync(secret, LinkPurpose.FirstAdministrator, cancellationToken);
        if (link is null || !await IsNeededAsync(cancellationToken))
        {
            return new SetUpOutcome.LinkDead();
        }

        var member = new StaffMember(ids.Next(), input.Name.Trim(), input.Mail.Trim(), StaffRole.Administrator, null, input.Language)
        {
            EmailConfirmed = true,
        };
        var problems = StaffInput.All(
            StaffInput.CheckName(member.Name), StaffInput.CheckMail(member.Mail), StaffInput.Of(passwords.Check(member, input.Password)),
            await CheckMailIsFree(member, cancellationToken));
        if (problems.Length > 0)
        {
            return new SetUpOutcome.Refused(problems);
        }

        passwords.Set(member, input.Password);
        link.Use(clock.GetCurrentInstant());
        db.Add(member);
        record.Add(member, null, StaffChangeKind.SetUp);
        return await SaveAsync(cancellationToken) ? new SetUpOutcome.Done(member) : new SetUpOutcome.LinkDead();
    }

    private async Task<IEnumerable<InputProblem>> CheckMailIsFree(StaffMember member, CancellationToken cancellationToken) =>
        await db.Set<StaffMember>().AnyAsync(m => m.NormalizedEmail == member.NormalizedEmail, cancellationToken)
            ? [new InputProblem("Mail", "staff.problem.mailTaken")]
            : [];

    /// <summary>False when another browser used the link at the same moment.</summary>
    private async Task<bool> SaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }
}
