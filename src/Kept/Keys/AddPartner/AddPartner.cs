using System.Collections.Immutable;
using Kept.Staff;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Keys.AddPartner;

internal abstract record AddPartnerOutcome
{
    public sealed record Added(Partner Partner) : AddPartnerOutcome;

    public sealed record Refused(ImmutableArray<InputProblem> Problems) : AddPartnerOutcome;

    public sealed record NotAllowed : AddPartnerOutcome;
}

/// <summary>An administrator writes down an organisation whose programs shall work with ours.</summary>
internal sealed class AddPartner(KeptDb db, IdSource ids, IClock clock)
{
    /// <param name="by">Null for the command line, whose user owns the database.</param>
    public async Task<AddPartnerOutcome> HandleAsync(StaffIdentity? by, string name, string mail, CancellationToken cancellationToken)
    {
        if (by?.MayActAs(StaffRole.Administrator) == false)
        {
            return new AddPartnerOutcome.NotAllowed();
        }

        (name, mail) = (name.Trim(), mail.Trim());
        var taken = await db.Set<Partner>().AnyAsync(partner => partner.Name == name, cancellationToken);
        var problems = StaffInput.All(
            StaffInput.CheckName(name), StaffInput.CheckMail(mail),
            taken ? [new InputProblem("Name", "keys.problem.nameTaken")] : []);
        if (problems.Length > 0)
        {
            return new AddPartnerOutcome.Refused(problems);
        }

        var added = new Partner(ids.Next(), name, mail, by?.Id, clock.GetCurrentInstant());
        db.Add(added);
        await db.SaveChangesAsync(cancellationToken);
        return new AddPartnerOutcome.Added(added);
    }
}
