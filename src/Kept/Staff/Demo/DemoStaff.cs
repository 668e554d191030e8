using System.Collections.Immutable;
using Kept.Domain.Cases;
using Kept.Staff.Links;
using Kept.Staff.Passwords;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Staff.Demo;

internal sealed record DemoPerson(string Name, string Mail, StaffRole Role, string? Team);

/// <summary>The people of the demo council. They share one password, drawn anew for every installation.</summary>
internal sealed class DemoStaff(KeptDb db, NewPassword passwords, DemoSignIn signIn, StaffDirectory directory, IdSource ids)
{
    public static readonly ImmutableArray<DemoPerson> People =
    [
        new("Mira Kovač", "mira.kovac@millbrook.example", StaffRole.Agent, "street-care"),
        new("Tom Okafor", "tom.okafor@millbrook.example", StaffRole.Lead, "street-care"),
        new("Eszter Nagy", "eszter.nagy@millbrook.example", StaffRole.Agent, "highways"),
        new("Callum Fraser", "callum.fraser@millbrook.example", StaffRole.Lead, "highways"),
        new("Aylin Demir", "aylin.demir@millbrook.example", StaffRole.Lead, "waste"),
        new("Jonas Weber", "jonas.weber@millbrook.example", StaffRole.Lead, "environment"),
        new("Luka Horvat", "luka.horvat@millbrook.example", StaffRole.Agent, "duty"),
        new("Rosa Pereira", "rosa.pereira@millbrook.example", StaffRole.Lead, "schools"),
        new("Priya Raman", "priya.raman@millbrook.example", StaffRole.Agent, "revenues"),
        new("Grace Mensah", "grace.mensah@millbrook.example", StaffRole.Lead, "customer-care"),
        new("Hanna Lindqvist", "hanna.lindqvist@millbrook.example", StaffRole.Administrator, null),
    ];

    /// <summary>
    /// Makes them, but only where nothing has happened yet: no people, no cases, and nobody was ever offered to set up
    /// the first administrator. False when that is not so.
    /// </summary>
    public async Task<bool> SeedAsync(CancellationToken cancellationToken)
    {
        if (await db.Set<StaffMember>().AnyAsync(cancellationToken)
            || await db.Set<OneTimeLink>().AnyAsync(cancellationToken)
            || await db.Set<Case>().AnyAsync(cancellationToken))
        {
            return false;
        }

        var password = DemoSignIn.NewPassword();
        string? hash = null;
        foreach (var person in People)
        {
            var member = new StaffMember(ids.Next(), person.Name, person.Mail, person.Role, person.Team, "en") { EmailConfirmed = true };
            if (hash is null)
            {
                passwords.Set(member, password);
                hash = member.PasswordHash;
            }

            member.PasswordHash = hash;
            db.Add(member);
        }

        await signIn.WriteAsync(password, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        directory.Forget();
        return true;
    }
}
