using Kept.Domain.Cases;
using Kept.Mail.Outgoing;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Tracking.AskForCode;

/// <summary>What a typed code came to.</summary>
internal abstract record CodeOutcome
{
    /// <summary>Where it leads.</summary>
    public sealed record Right(Reference Reference, Secret Secret) : CodeOutcome;

    public sealed record Wrong : CodeOutcome;

    /// <summary>So many were wrong that none is right for a while.</summary>
    /// <param name="Wait">After which a code can be right again.</param>
    public sealed record TooMany(Duration Wait) : CodeOutcome;
}

/// <summary>Takes a code: whoever has it reads that mailbox, which confirms the address.</summary>
internal sealed class UseCode(KeptDb db, IClock clock)
{
    /// <summary>True where such a request exists at all.</summary>
    public Task<bool> ExistsAsync(Secret secret, CancellationToken cancellationToken) =>
        db.Set<CodeRequest>().AnyAsync(request => request.Secret == secret, cancellationToken);

    public async Task<CodeOutcome> HandleAsync(Secret secret, string typed, CancellationToken cancellationToken) =>
        await db.Set<CodeRequest>().AsNoTracking().SingleOrDefaultAsync(request => request.Secret == secret, cancellationToken) is { } request
            ? await CodesOfOne.InTurnAsync(db, request.Reference, request.MailKey, () => TryAsync(request, typed, cancellationToken), cancellationToken)
            : new CodeOutcome.Wrong();

    /// <summary>The code of an earlier mail is right on every page that was asked for since: only one is sent while it is good.</summary>
    private async Task<CodeOutcome> TryAsync(CodeRequest asked, string typed, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        var codes = await CodesOfOne.ReadAsync(db.Set<CodeRequest>(), asked.Reference, asked.MailKey, now, cancellationToken);
        if (codes.HasTooManyWrong)
        {
            return new CodeOutcome.TooMany(codes.CountsUntil - now);
        }

        if (codes.Requests.FirstOrDefault(request => request.Id == asked.Id && request.IsOpen(now)) is not { } request)
        {
            return new CodeOutcome.Wrong();
        }

        var right = codes.Requests.Where(known => known.IsCode(typed, now)).ToList();
        if (right.Count == 0)
        {
            request.Miss();
            return await SaveAsync(new CodeOutcome.Wrong(), cancellationToken);
        }

        right.ForEach(known => known.Use(now));
        var followerId = right[0].FollowerId;
        if (await db.Set<Follower>().AsNoTracking().SingleOrDefaultAsync(follower => follower.Id == followerId, cancellationToken) is not { } follower)
        {
            return await SaveAsync(new CodeOutcome.Wrong(), cancellationToken);
        }

        if (!await db.ConfirmedAddresses.AnyAsync(address => address.AddressKey == asked.MailKey, cancellationToken))
        {
            db.ConfirmedAddresses.Add(new ConfirmedAddress(asked.MailKey, now));
        }

        return await SaveAsync(new CodeOutcome.Right(Reference.Parse(asked.Reference), follower.Secret), cancellationToken);
    }

    private async Task<CodeOutcome> SaveAsync(CodeOutcome outcome, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return outcome;
        }
        catch (DbUpdateException)
        {
            // Two tries in the same instant: neither counts as right, so that guessing side by side gains nothing.
            return new CodeOutcome.Wrong();
        }
    }
}
