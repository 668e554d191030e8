using Kept.Cases;
using Kept.Domain.Cases;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Forwarding.Exchange.RetryForward;

/// <param name="Id">Of what was given to them, or of what they were told later.</param>
internal sealed record RetryForwardInput(Reference Reference, By By, long Id, int? SeenVersion = null);

/// <summary>An agent has sent to the partner again what they refused, or what could not be sent: a case, or what was added to it.</summary>
internal sealed class RetryForward(CaseSaving saving, KeptDb db)
{
    public Task<CaseOutcome> HandleAsync(RetryForwardInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(input.Reference, input.By, input.SeenVersion, async file =>
        {
            var forward = await db.Set<Forward>().SingleOrDefaultAsync(
                forward => forward.Id == input.Id && forward.CaseId == file.Case.Id, cancellationToken);
            var update = forward is not null ? null : await db.Set<OwnUpdate>().SingleOrDefaultAsync(
                update => update.Id == input.Id && db.Set<Forward>().Any(to => to.Id == update.ForwardId && to.CaseId == file.Case.Id), cancellationToken);
            return (forward?.SendNow(file.Work.Now) ?? update?.SendNow(file.Work.Now)) switch
            {
                null => "forwardUnknown",
                true => null,
                false => "forwardOnItsWay",
            };
        }, cancellationToken);
}
