using Kept.Domain.Cases;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Cases.RetryMessage;

internal sealed record RetryMessageInput(Reference Reference, By By, long MessageId, int? SeenVersion = null);

/// <summary>Lets the program try again to deliver a message that failed or expired.</summary>
internal sealed class RetryMessage(CaseSaving saving, KeptDb db)
{
    public Task<CaseOutcome> HandleAsync(RetryMessageInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(input.Reference, input.By, input.SeenVersion, async file =>
        {
            var message = await db.Messages.SingleOrDefaultAsync(
                message => message.Id == input.MessageId && message.CaseId == file.Case.Id, cancellationToken);
            return message is null ? "messageUnknown" : message.SendNow(file.Work.Now) ? null : "messageOnItsWay";
        }, cancellationToken);
}
