using Kept.Cases.Notices;
using Kept.Cases.PauseCase;
using Kept.Domain.Cases;
using Kept.Files;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Cases.AddInformation;

/// <param name="FileIds">Uploads that belong to nothing yet.</param>
internal sealed record AddInformationInput(
    Reference Reference, By By, Channel Channel, string? Words, IReadOnlyList<long> FileIds);

/// <summary>A resident, or an agent for them, adds words or photos. When that is what we waited for, the clocks go on.</summary>
internal sealed class AddInformation(CaseSaving saving, NoticePost post, KeptDb db)
{
    public Task<CaseOutcome> HandleAsync(AddInformationInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(input.Reference, input.By, seenVersion: null, async file =>
        {
            if (string.IsNullOrWhiteSpace(input.Words) && input.FileIds.Count == 0)
            {
                return "informationEmpty";
            }

            if (file.Case.IsClosed)
            {
                return "closed";
            }

            foreach (var stored in await db.Set<StoredFile>()
                .Where(stored => input.FileIds.Contains(stored.Id) && stored.CaseId == null).ToListAsync(cancellationToken))
            {
                stored.MoveTo(file.Case.Id);
            }

            var given = file.Case.AddInformation(file.Work, input.Channel, input.Words, input.FileIds.Count);
            if (given.Count > 0)
            {
                await post.ToAllAsync(file, PauseMail.ResumedKind, notice => PauseMail.WriteResumed(notice, given), cancellationToken);
            }

            (await db.FindAsync<CaseWords>([file.Case.Id], cancellationToken))?.Add(input.Words);
            return null;
        }, cancellationToken);
}
