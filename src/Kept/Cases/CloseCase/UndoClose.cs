using Kept.Cases.Notices;
using Kept.Domain.Cases;

namespace Kept.Cases.CloseCase;

internal sealed record UndoCloseInput(Reference Reference, int? SeenVersion, By By);

/// <summary>
/// Takes back a close that was a mistake: the case goes on with the promises it had. Who was not told of the close yet hears of neither.
/// </summary>
internal sealed class UndoClose(CaseSaving saving, NoticePost post)
{
    public Task<CaseOutcome> HandleAsync(UndoCloseInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(input.Reference, input.By, input.SeenVersion, async file =>
        {
            if (!file.Case.UndoClose(file.Work))
            {
                return "notUndone";
            }

            await post.ToAllAsync(
                file, ClosedMail.UndoneKind, ClosedMail.WriteUndone, cancellationToken,
                (follower, untold) => !untold.IsTakenBackFrom(follower));
            return null;
        }, cancellationToken);
}
