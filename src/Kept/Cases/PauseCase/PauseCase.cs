using Kept.Cases.Notices;
using Kept.Domain.Cases;

namespace Kept.Cases.PauseCase;

/// <param name="Reason">What we need from the resident, in words they will read.</param>
internal sealed record PauseCaseInput(Reference Reference, int? SeenVersion, By By, string Reason);

/// <summary>Stops the clocks because we wait for the resident, and asks them.</summary>
internal sealed class PauseCase(CaseSaving saving, NoticePost post)
{
    public Task<CaseOutcome> HandleAsync(PauseCaseInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(input.Reference, input.By, input.SeenVersion, async file =>
        {
            if (string.IsNullOrWhiteSpace(input.Reason))
            {
                return "pauseReason";
            }

            if (!file.Case.PauseClocks(file.Work, input.Reason))
            {
                return file.Case.IsClosed ? "closed" : "paused";
            }

            await post.ToAllAsync(file, PauseMail.PausedKind, notice => PauseMail.WritePaused(notice, input.Reason), cancellationToken);
            return null;
        }, cancellationToken);
}

internal sealed record ResumeCaseInput(Reference Reference, int? SeenVersion, By By);

/// <summary>Lets the clocks go on, and tells the new dates.</summary>
internal sealed class ResumeCase(CaseSaving saving, NoticePost post)
{
    public Task<CaseOutcome> HandleAsync(ResumeCaseInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(input.Reference, input.By, input.SeenVersion, async file =>
        {
            if (file.Case.ResumeClocks(file.Work) is not { } given)
            {
                return "notPaused";
            }

            await PauseMail.TellResumedAsync(post, file, given, answered: false, cancellationToken);
            return null;
        }, cancellationToken);
}
