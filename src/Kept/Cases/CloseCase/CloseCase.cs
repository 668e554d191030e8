using Kept.Cases.Notices;
using Kept.Domain.Cases;
using Kept.Files;
using Kept.Storage;
using Kept.Surveys;
using Microsoft.EntityFrameworkCore;

namespace Kept.Cases.CloseCase;

/// <param name="Proof">Photos that show it; rows that nobody has saved yet.</param>
internal sealed record CloseCaseInput(Reference Reference, int? SeenVersion, By By, Outcome Outcome, string? Words, IReadOnlyList<StoredFile>? Proof = null);

/// <summary>Closes a case with an outcome, tells everybody who follows it, and plans the question whether it is really done.</summary>
internal sealed class CloseCase(CaseSaving saving, NoticePost post, SurveyPlanner surveys, KeptDb db)
{
    public Task<CaseOutcome> HandleAsync(CloseCaseInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(input.Reference, input.By, input.SeenVersion, async file =>
        {
            var outcome = file.Case.Close(file.Work, input.Outcome, input.Words);
            if (outcome is not CloseOutcome.Done)
            {
                return outcome is CloseOutcome.WordsMissing ? "outcomeWords" : "closed";
            }

            db.AddFiles(file, input.Proof);
            surveys.Plan(file.Case, file.Work.Now);
            var photo = await HasPhotoAsync(file, input.Proof, cancellationToken);
            await post.ToAllAsync(file, ClosedMail.Kind, notice => ClosedMail.Write(notice, photo), cancellationToken);
            return null;
        }, cancellationToken);

    /// <summary>Whether residents may see a photo of what was done, of now or of a visit before.</summary>
    private async Task<bool> HasPhotoAsync(CaseFile file, IReadOnlyList<StoredFile>? proof, CancellationToken cancellationToken) =>
        proof?.Any(stored => stored.IsPublic) == true || await db.Set<StoredFile>().AnyAsync(
            stored => stored.CaseId == file.Case.Id && stored.IsPublic && stored.Purpose == FilePurpose.Proof, cancellationToken);
}
