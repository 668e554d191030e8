using Kept.Cases.Notices;
using Kept.Domain.Cases;

namespace Kept.Cases.ReopenCase;

internal sealed record ReopenCaseInput(Reference Reference, int? SeenVersion, By By, string? Words);

/// <summary>Opens a closed case again: it is not fixed after all, or staff see that it is not. The owner is told when a resident said it.</summary>
internal sealed class ReopenCase(CaseSaving saving, NoticePost post, StaffPost staff)
{
    public Task<CaseOutcome> HandleAsync(ReopenCaseInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(input.Reference, input.By, input.SeenVersion, file => DecideAsync(file, input, cancellationToken), cancellationToken);

    /// <summary>The decision and its rows, for operations that reopen as part of something else. Null when done, else the key of the refusal.</summary>
    public async Task<string?> DecideAsync(CaseFile file, ReopenCaseInput input, CancellationToken cancellationToken)
    {
        if (file.Case.Reopen(file.Work, input.Words) is null)
        {
            return file.Case.IsClosed ? "merged" : "open";
        }

        await post.ToAllAsync(file, ReopenedMail.Kind, ReopenedMail.Write, cancellationToken);
        if (input.By.Actor == Actor.Resident)
        {
            await staff.ToOwnerAsync(file, ReopenedMail.StaffKind, notice => ReopenedMail.WriteToStaff(notice, input.Words), cancellationToken);
        }

        return null;
    }
}
