using Kept.Cases;
using Kept.Domain.Cases;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Forwarding.Exchange.RetryForward;

internal sealed record RetryForwardInput(Reference Reference, By By, long ForwardId);

/// <summary>An agent has a case sent to the partner again that they refused, or that could not be sent.</summary>
internal sealed class RetryForward(CaseSaving saving, KeptDb db)
{
    public Task<CaseOutcome> HandleAsync(RetryForwardInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(input.Reference, input.By, seenVersion: null, async file =>
        {
            var forward = await db.Set<Forward>().SingleOrDefaultAsync(
                forward => forward.Id == input.ForwardId && forward.CaseId == file.Case.Id, cancellationToken);
            return forward is null ? "forwardUnknown" : forward.SendNow(file.Work.Now) ? null : "forwardOnItsWay";
        }, cancellationToken);
}
