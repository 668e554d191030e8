using System.Collections.Immutable;
using Kept.Storage;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;

namespace Kept.Staff.ChangeDetails;

internal abstract record ChangeDetailsOutcome
{
    public sealed record Done(StaffMember Member) : ChangeDetailsOutcome;

    /// <summary>The account was changed since it was looked at.</summary>
    public sealed record ChangedMeanwhile : ChangeDetailsOutcome;

    public sealed record Refused(ImmutableArray<InputProblem> Problems) : ChangeDetailsOutcome;
}

/// <summary>Somebody changes the own name and language.</summary>
internal sealed class ChangeDetails(KeptDb db, StaffRecord record, StaffDirectory directory, TextLibrary texts)
{
    /// <param name="who">Whose account it is.</param>
    /// <param name="name">As it shall be.</param>
    /// <param name="language">In which they are written to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="seen">The state it was decided on; null for any.</param>
    public async Task<ChangeDetailsOutcome> RunAsync(
        StaffIdentity who, string name, string language, CancellationToken cancellationToken, string? seen = null)
    {
        var problems = StaffInput.All(
            StaffInput.CheckName(name), texts.Has(language) ? [] : [new InputProblem("Language", "staff.problem.language")]);
        if (problems.Length > 0)
        {
            return new ChangeDetailsOutcome.Refused(problems);
        }

        var member = await db.Set<StaffMember>().SingleAsync(m => m.Id == who.Id, cancellationToken);
        if (seen is not null && seen != member.ConcurrencyStamp)
        {
            return new ChangeDetailsOutcome.ChangedMeanwhile();
        }

        if (member.Name != name.Trim())
        {
            record.Add(member, who, StaffChangeKind.Renamed, member.Name, name.Trim());
        }

        (member.Name, member.Language) = (name.Trim(), language);
        member.Changed();
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new ChangeDetailsOutcome.ChangedMeanwhile();
        }

        directory.Forget();
        return new ChangeDetailsOutcome.Done(member);
    }
}
