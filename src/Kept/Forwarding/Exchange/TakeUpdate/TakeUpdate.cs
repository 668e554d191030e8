using Kept.Cases;
using Kept.Cases.RecordVisit;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Domain.Partners;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Forwarding.Exchange.TakeUpdate;

/// <param name="UpdateId">Their name for it.</param>
/// <param name="At">By their clock.</param>
internal sealed record TakeUpdateInput(long ForwardId, CaseId CaseId, string UpdateId, WorkStatus Status, Instant At, string? Words);

/// <summary>
/// Somebody who does work for us says something about it. Their words stand on the case for staff. When they say that the
/// work is done, a visit that was done is recorded at the time they name, and residents hear it; that ends the step, and
/// whether our promise was kept is measured by that time. Closing the case stays with us, and so does everything they
/// will not do.
/// </summary>
internal sealed class TakeUpdate(KeptDb db, CaseSaving saving, RecordVisit visit, IdSource ids)
{
    /// <summary>False when it was taken before.</summary>
    public async Task<bool> HandleAsync(TakeUpdateInput input, CancellationToken cancellationToken)
    {
        if (await db.Set<ForwardUpdate>().AnyAsync(update => update.ForwardId == input.ForwardId && update.UpdateId == input.UpdateId, cancellationToken))
        {
            return false;
        }

        var reference = await db.Cases.Where(about => about.Id == input.CaseId).Select(about => about.Reference).SingleAsync(cancellationToken);
        try
        {
            return await saving.ChangeAsync(reference, By.System, seenVersion: null, file => DecideAsync(file, input, cancellationToken), cancellationToken)
                is CaseOutcome.Done;
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear(); // another node took the same update in this instant
            return false;
        }
    }

    private async Task<string?> DecideAsync(CaseFile file, TakeUpdateInput input, CancellationToken cancellationToken)
    {
        var forward = await db.Set<Forward>().SingleAsync(forward => forward.Id == input.ForwardId, cancellationToken);
        var wasDone = forward.State == ForwardState.Done;
        forward.Heard(input.Status, input.At);
        db.Add(new ForwardUpdate(ids.Next(), forward.Id, input.UpdateId, input.At, file.Work.Now, input.Status, input.Words));
        if (!wasDone && forward.State == ForwardState.Done && EndsWithVisit(file))
        {
            await visit.DecideAsync(
                file, new RecordVisitInput(file.Case.Reference, null, By.System, Within(input.At, file.Case.ReceivedAt, file.Work.Now), Done: true, null, null), cancellationToken);
        }

        return null;
    }

    /// <summary>Whether there is a step that a visit ends; a decision of ours is not theirs to make.</summary>
    private static bool EndsWithVisit(CaseFile file) => !file.Case.IsClosed
        && file.Case.Stages.Any(stage => stage.EndedAt is null && file.Service.StageOf(stage.Code).Ends != StageEnd.Agent);

    private static Instant Within(Instant at, Instant from, Instant to) => Instant.Min(Instant.Max(at, from), to);
}
