using Kept.Cases.Notices;
using Kept.Domain.Cases;

namespace Kept.Cases.MergeCase;

/// <param name="Into">The case that goes on.</param>
internal sealed record MergeCaseInput(Reference Reference, int? SeenVersion, By By, Reference Into);

/// <summary>Closes a case as a duplicate of another: whoever followed this one follows that one now, and is told.</summary>
internal sealed class MergeCase(CaseSaving saving, CaseFiles files, NoticePost post)
{
    public Task<CaseOutcome> HandleAsync(MergeCaseInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(input.Reference, input.By, input.SeenVersion, async file =>
        {
            if (await files.TakeAsync(input.Into, input.By, cancellationToken) is not { } other)
            {
                return "mergeUnknown";
            }

            if (!file.Case.MergeInto(file.Work, other.Case))
            {
                return file.Case.Id == other.Case.Id ? "mergeItself" : "mergeClosed";
            }

            foreach (var follower in other.Case.FollowersAlsoOf(file.Case))
            {
                await post.ToAsync(other, follower, MergedMail.Kind, notice => MergedMail.Write(notice, file.Case.Reference), cancellationToken);
            }

            return null;
        }, cancellationToken);
}

internal sealed record UnmergeCaseInput(Reference Reference, int? SeenVersion, By By);

/// <summary>
/// Takes a merge back: the case is open again with the promises it had, and whoever came to the other with it does not follow
/// that any more. Who was not told of the merge yet hears of neither.
/// </summary>
internal sealed class UnmergeCase(CaseSaving saving, CaseFiles files, NoticePost post, OvertakenNotices overtaken)
{
    public Task<CaseOutcome> HandleAsync(UnmergeCaseInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(input.Reference, input.By, input.SeenVersion, async file =>
        {
            if (file.Case.MergedInto is not { } into || !file.Case.Unmerge(file.Work))
            {
                return "notMerged";
            }

            await LetGoAsync(file, into, input.By, cancellationToken);
            var untold = await overtaken.TakeBackMergeAsync(file.Case, into, file.Work.Now, cancellationToken);
            await post.ToAllAsync(
                file, MergedMail.UndoneKind, MergedMail.WriteUndone, cancellationToken,
                (follower, _) => !untold.IsTakenBackFrom(follower));
            return null;
        }, cancellationToken);

    /// <summary>The other may have been merged into a third meanwhile, and so on.</summary>
    private async Task LetGoAsync(CaseFile file, CaseId into, By by, CancellationToken cancellationToken)
    {
        IReadOnlySet<string?>? keys = null;
        var undone = file.Case;
        for (CaseId? next = into; next is { } id && await files.TakeAsync(id, by, cancellationToken) is { } other; next = other.Case.MergedInto)
        {
            var gone = other.Case.LetGo(other.Work, undone, keys);
            await overtaken.TakeBackFromAsync(other.Case, gone.Keys, other.Work.Now, cancellationToken);
            (undone, keys) = (other.Case, gone.Values.ToHashSet());
        }
    }
}
