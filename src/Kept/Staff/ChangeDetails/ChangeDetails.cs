using System.Collections.Immutable;
using Kept.Storage;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;

namespace Kept.Staff.ChangeDetails;

internal abstract record ChangeDetailsOutcome
{
    public sealed record Done(StaffMember Member) : ChangeDetailsOutcome;

    public sealed record Refused(ImmutableArray<InputProblem> Problems) : ChangeDetailsOutcome;
}

/// <summary>Somebody changes the own name and language.</summary>
internal sealed class ChangeDetails(KeptDb db, StaffRecord record, StaffDirectory directory, TextLibrary texts)
{
    public async Task<ChangeDetailsOutcome> RunAsync(StaffIdentity who, string name, string language, CancellationToken cancellationToken)
    {
        var problems = StaffInput.All(
            StaffInput.CheckName(name), texts.Has(language) ? [] : [new InputProblem("Language", "staff.problem.language")]);
        if (problems.Length > 0)
        {
            return new ChangeDetailsOutcome.Refused(problems);
        }

        var member = await db.Set<StaffMember>().SingleAsync(m => m.Id == who.Id, cancellationToken);
        if (member.Name != name.Trim())
        {
            record.Add(member, who, StaffChangeKind.Renamed, member.Name, name.Trim());
        }

        (member.Name, member.Language) = (name.Trim(), language);
        member.Changed();
        await db.SaveChangesAsync(cancellationToken);
        directory.Forget();
        return new ChangeDetailsOutcome.Done(member);
    }
}
