using Kept.Domain.Cases;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Tracking.AskForCode;

/// <summary>What asking for a code came to. It says nothing about whether the reference and the address belong together.</summary>
internal abstract record AskOutcome
{
    /// <param name="Secret">Stands in the address of the page that takes the code.</param>
    public sealed record Asked(Secret Secret) : AskOutcome;

    /// <param name="Wait">After which it can be asked again.</param>
    public sealed record TooOften(Duration Wait) : AskOutcome;
}

/// <summary>Notes that somebody wants a code. Always the same work and the same answer.</summary>
internal sealed class AskForCode(KeptDb db, IdSource ids, IClock clock)
{
    public Task<AskOutcome> HandleAsync(Reference reference, string mail, string language, CancellationToken cancellationToken)
    {
        var mailKey = ContactDetails.KeyOfMail(mail);
        return CodesOfOne.InTurnAsync(db, reference.Value, mailKey, () => AskAsync(reference.Value, mailKey, language, cancellationToken), cancellationToken);
    }

    private async Task<AskOutcome> AskAsync(string reference, string mailKey, string language, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        var codes = await CodesOfOne.ReadAsync(db.Set<CodeRequest>().AsNoTracking(), reference, mailKey, now, cancellationToken);
        if (codes.HasTooManyAsked)
        {
            return new AskOutcome.TooOften(codes.CountsUntil - now);
        }

        var request = new CodeRequest(ids.Next(), reference, mailKey, language, now);
        db.Add(request);
        await db.SaveChangesAsync(cancellationToken);
        return new AskOutcome.Asked(request.Secret);
    }
}
