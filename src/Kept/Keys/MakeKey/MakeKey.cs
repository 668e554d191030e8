using System.Collections.Immutable;
using Kept.Staff;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Keys.MakeKey;

internal abstract record MakeKeyOutcome
{
    /// <param name="Text">The whole key; this is the only time that anybody sees it.</param>
    public sealed record Made(AccessKey Key, KeyText Text) : MakeKeyOutcome;

    public sealed record Refused(ImmutableArray<InputProblem> Problems) : MakeKeyOutcome;

    /// <summary>Keys of partners are made by administrators, keys of staff by the person they belong to.</summary>
    public sealed record NotAllowed : MakeKeyOutcome;

    /// <summary>There is no such partner, or no such person who works here.</summary>
    public sealed record NotFound : MakeKeyOutcome;
}

/// <summary>Makes a key for a partner or a member of staff.</summary>
internal sealed class MakeKey(KeptDb db, StaffMails mails, StaffRecord record, IdSource ids, IClock clock)
{
    /// <param name="by">Null for the command line, whose user owns the database.</param>
    /// <param name="wanted">What is decided about it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="through">The key of the program that asks; null for a person. A key makes none that can do more, or lives longer.</param>
    /// <param name="text">The key itself, for a caller that has to know it beforehand; a new one where none is given.</param>
    public async Task<MakeKeyOutcome> HandleAsync(
        StaffIdentity? by, NewKey wanted, CancellationToken cancellationToken, KeyHolder? through = null, KeyText? text = null)
    {
        var isOwn = wanted.StaffId is { } owner && by?.Id == owner && wanted.PartnerId is null;
        if (by is not null && !isOwn && (wanted.StaffId is not null || !by.MayActAs(StaffRole.Administrator)))
        {
            return new MakeKeyOutcome.NotAllowed();
        }

        var member = await db.Set<StaffMember>().SingleOrDefaultAsync(
            candidate => candidate.Id == wanted.StaffId && candidate.Active && candidate.EmailConfirmed, cancellationToken);
        var partner = await db.Set<Partner>().AnyAsync(candidate => candidate.Id == wanted.PartnerId, cancellationToken);
        if ((member is null) == !partner)
        {
            return new MakeKeyOutcome.NotFound();
        }

        var now = clock.GetCurrentInstant();
        var made = wanted with { Label = wanted.Label.Trim() };
        var problems = KeyProblems.Of(made, partner ? RightsOf.Partners : RightsOf.Staff, now)
            .AddRange(isOwn && through is not null ? KeyProblems.Beyond(through, made) : []);
        if (problems.Length > 0)
        {
            return new MakeKeyOutcome.Refused(problems);
        }

        text ??= KeyText.NewRandom();
        var key = new AccessKey(ids.Next(), text, made, by?.Id, now);
        db.Add(key);
        if (member is not null)
        {
            record.Add(member, by, StaffChangeKind.KeyMade, after: made.Label);
            mails.Changed(member, "key");
        }

        await db.SaveChangesAsync(cancellationToken);
        return new MakeKeyOutcome.Made(key, text);
    }
}
