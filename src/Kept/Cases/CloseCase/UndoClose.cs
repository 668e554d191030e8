using Kept.Cases.Notices;
using Kept.Domain.Cases;
using Kept.Storage;
using Kept.Surveys;
using Microsoft.EntityFrameworkCore;

namespace Kept.Cases.CloseCase;

internal sealed record UndoCloseInput(Reference Reference, int? SeenVersion, By By);

/// <summary>
/// Takes back a close that was a mistake: the case goes on with the promises it had, and the question whether it is done is not asked.
/// Who was not told of the close yet hears of neither. Once that question was asked it is no mistake any more but history.
/// </summary>
internal sealed class UndoClose(CaseSaving saving, NoticePost post, KeptDb db)
{
    public Task<CaseOutcome> HandleAsync(UndoCloseInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(input.Reference, input.By, input.SeenVersion, async file =>
        {
            var planned = await db.Set<Survey>().Where(survey => survey.CaseId == file.Case.Id && survey.Round == file.Case.Reopened).ToListAsync(cancellationToken);
            if (planned.Exists(survey => survey.AskedAt is not null || survey.AnsweredAt is not null) || !file.Case.UndoClose(file.Work))
            {
                return "notUndone";
            }

            db.RemoveRange(planned);
            await post.ToAllAsync(
                file, ClosedMail.UndoneKind, ClosedMail.WriteUndone, cancellationToken,
                (follower, untold) => !untold.IsTakenBackFrom(follower));
            return null;
        }, cancellationToken);
}
