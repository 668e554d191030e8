using System.Collections.Immutable;
using Kept.Cases;
using Kept.Cases.RecordVisit;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Domain.Partners;
using Kept.Files;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Forwarding.Exchange.TakeUpdate;

/// <param name="UpdateId">Their name for it.</param>
/// <param name="Status">Null where they gave none that we know.</param>
/// <param name="At">By their clock.</param>
internal sealed record TakeUpdateInput(long ForwardId, CaseId CaseId, string UpdateId, WorkStatus? Status, Instant At, string? Words)
{
    /// <summary>The status in their own word.</summary>
    public string? Given { get; init; }

    /// <summary>Who of them wrote it.</summary>
    public string? Sender { get; init; }

    /// <summary>Addresses of photos as they wrote them; those that make no sense are left out.</summary>
    public ImmutableArray<string> Media { get; init; } = [];

    /// <summary>Photos that came along; on disk, and of this case.</summary>
    public ImmutableArray<StoredFile> Files { get; init; } = [];

    /// <summary>Stands for what was sent to us, to tell a repetition from other words under the same name; null for what we read.</summary>
    public string? Content { get; init; }
}

/// <summary>
/// Somebody who does work for us says something about it. Their words and photos stand on the case for staff. When they say that the
/// work is done, a visit that was done is recorded at the time they name, and residents hear it; that ends the step, and
/// whether our promise was kept is measured by that time. Closing the case stays with us, and so does everything they
/// will not do.
/// </summary>
internal sealed class TakeUpdate(KeptDb db, CaseSaving saving, RecordVisit visit, ForwardMails mails, FileLimits limits, IdSource ids)
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
        var before = forward.State;
        forward.Heard(input.Status, input.At);
        db.Add(new ForwardUpdate(ids.Next(), forward.Id, input.UpdateId, input.At, file.Work.Now, input.Status, input.Words)
        {
            Given = WorkStatuses.AreSame(input.Given, input.Status?.Text()) ? null : input.Given,
            Sender = input.Sender,
            Content = input.Content,
        });
        db.AddRange(PhotosOf(input).Select(address => new PartnerMedia(ids.Next(), file.Case.Id, address, FilePurpose.Partner, isPublic: false, file.Work.Now)));
        db.AddRange(input.Files);
        if (forward.State == ForwardState.Returned && before != ForwardState.Returned && !file.Case.IsClosed)
        {
            await mails.ReturnedAsync(file, forward, input.Words, cancellationToken);
        }

        if (before is ForwardState.Done or ForwardState.Returned && forward.State == ForwardState.WithThem)
        {
            await mails.GoesOnAsync(file, forward, input.Words, cancellationToken);
        }

        if (before != ForwardState.Done && forward.State == ForwardState.Done && EndsWithVisit(file))
        {
            await visit.DecideAsync(
                file, new RecordVisitInput(file.Case.Reference, null, By.System, Within(input.At, file.Case.ReceivedAt, file.Work.Now), Done: true, null, null), cancellationToken);
        }

        return null;
    }

    /// <summary>As many as one message may carry, each once. The worker fetches them, and what is no photo is not kept.</summary>
    private IEnumerable<string> PhotosOf(TakeUpdateInput input) =>
        input.Media.Where(PartnerMedia.MayBeFetched).Distinct(StringComparer.Ordinal).Take(limits.MaxFiles);

    /// <summary>Whether there is a step that a visit ends; a decision of ours is not theirs to make.</summary>
    private static bool EndsWithVisit(CaseFile file) => !file.Case.IsClosed
        && file.Case.Stages.Any(stage => stage.EndedAt is null && file.Service.StageOf(stage.Code).Ends != StageEnd.Agent);

    private static Instant Within(Instant at, Instant from, Instant to) => Instant.Min(Instant.Max(at, from), to);
}
