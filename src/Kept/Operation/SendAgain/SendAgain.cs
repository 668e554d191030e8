using Kept.Cases;
using Kept.Cases.RetryMessage;
using Kept.Domain.Cases;
using Kept.Mail.Outgoing;
using Kept.Staff;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Operation.SendAgain;

internal abstract record SendAgainOutcome
{
    private SendAgainOutcome()
    {
    }

    /// <param name="Count">How many are tried again.</param>
    internal sealed record Trying(int Count) : SendAgainOutcome;

    internal sealed record MayNot : SendAgainOutcome;
}

/// <summary>An administrator has messages tried again that failed or expired; on a case, its timeline says so.</summary>
internal sealed class SendAgain(KeptDb db, RetryMessage retry, IClock clock)
{
    /// <summary>What one press may set going; the rest is there for the next.</summary>
    private const int MostAtOnce = 200;

    /// <param name="id">One message; null for all that the page shows.</param>
    public async Task<SendAgainOutcome> HandleAsync(StaffIdentity by, long? id, CancellationToken cancellationToken)
    {
        if (!by.MayActAs(StaffRole.Administrator))
        {
            return new SendAgainOutcome.MayNot();
        }

        var undelivered = await db.Messages.AsNoTracking()
            .Where(message => (message.State == MessageState.Failed || message.State == MessageState.Expired) && (id == null || message.Id == id))
            .OrderByDescending(message => message.CreatedAt).Take(MostAtOnce)
            .Select(message => new { message.Id, message.CaseId }).ToListAsync(cancellationToken);
        var count = 0;
        foreach (var message in undelivered)
        {
            db.ChangeTracker.Clear();
            count += message.CaseId is { } of ? await OnCaseAsync(of, message.Id, by, cancellationToken) : await AloneAsync(message.Id, cancellationToken);
        }

        return new SendAgainOutcome.Trying(count);
    }

    private async Task<int> OnCaseAsync(CaseId of, long id, StaffIdentity by, CancellationToken cancellationToken)
    {
        var reference = await db.Cases.AsNoTracking().Where(found => found.Id == of).Select(found => found.Reference).SingleAsync(cancellationToken);
        return await retry.HandleAsync(new RetryMessageInput(reference, By.Staff(by.Id), id), cancellationToken) is CaseOutcome.Done ? 1 : 0;
    }

    private async Task<int> AloneAsync(long id, CancellationToken cancellationToken)
    {
        var message = await db.Messages.SingleAsync(message => message.Id == id, cancellationToken);
        if (!message.SendNow(clock.GetCurrentInstant()))
        {
            return 0;
        }

        await db.SaveChangesAsync(cancellationToken);
        return 1;
    }
}
