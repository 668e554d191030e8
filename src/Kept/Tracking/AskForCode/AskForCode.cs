using Kept.Domain.Cases;
using Kept.Mail.Outgoing;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Tracking.AskForCode;

/// <summary>Notes that somebody wants a code. Always the same work and the same answer.</summary>
internal sealed class AskForCode(KeptDb db, IdSource ids, IClock clock)
{
    public async Task<Secret> HandleAsync(Reference reference, string mail, string language, CancellationToken cancellationToken)
    {
        var request = new CodeRequest(ids.Next(), reference.Value, ContactDetails.KeyOfMail(mail), language, clock.GetCurrentInstant());
        db.Add(request);
        await db.SaveChangesAsync(cancellationToken);
        return request.Secret;
    }
}

/// <summary>Where a code leads; null for a wrong one.</summary>
internal sealed record CodeEntry(Reference Reference, Secret Secret);

/// <summary>Takes a code: whoever has it reads that mailbox, which confirms the address.</summary>
internal sealed class UseCode(KeptDb db, IClock clock)
{
    /// <summary>True where such a request exists at all.</summary>
    public Task<bool> ExistsAsync(Secret secret, CancellationToken cancellationToken) =>
        db.Set<CodeRequest>().AnyAsync(request => request.Secret == secret, cancellationToken);

    public async Task<CodeEntry?> HandleAsync(Secret secret, string typed, CancellationToken cancellationToken)
    {
        if (await db.Set<CodeRequest>().SingleOrDefaultAsync(request => request.Secret == secret, cancellationToken) is not { } request)
        {
            return null;
        }

        var now = clock.GetCurrentInstant();
        var right = request.Use(typed, now);
        CodeEntry? entry = null;
        if (right && await db.Set<Follower>().AsNoTracking().SingleOrDefaultAsync(follower => follower.Id == request.FollowerId, cancellationToken) is { } follower)
        {
            entry = new CodeEntry(Reference.Parse(request.Reference), follower.Secret);
            if (!await db.ConfirmedAddresses.AnyAsync(address => address.AddressKey == request.MailKey, cancellationToken))
            {
                db.ConfirmedAddresses.Add(new ConfirmedAddress(request.MailKey, now));
            }
        }

        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Two tries in the same instant: neither counts as right, so that guessing side by side gains nothing.
            return null;
        }

        return entry;
    }
}
