using Kept.Cases.Notices;
using Kept.Domain.Cases;
using NodaTime;

namespace Kept.Cases.RevisePromise;

internal sealed record RevisePromiseInput(
    Reference Reference, int? SeenVersion, By By, long PromiseId, LocalDate Date, string Reason);

/// <summary>Gives a new date with a reason, and tells it before anybody has to ask.</summary>
internal sealed class RevisePromise(CaseSaving saving, NoticePost post)
{
    public Task<CaseOutcome> HandleAsync(RevisePromiseInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(input.Reference, input.By, input.SeenVersion, async file =>
        {
            var outcome = file.Case.Revise(file.Work, input.PromiseId, input.Date, input.Reason);
            if (outcome is not RevisionOutcome.Revised revised)
            {
                return RefusalOf(outcome);
            }

            await post.ToAllAsync(
                file, RevisedMail.Kind, notice => RevisedMail.Write(notice, revised.Old, revised.New, input.Reason), cancellationToken);
            return null;
        }, cancellationToken);

    private static string RefusalOf(RevisionOutcome outcome) => outcome switch
    {
        RevisionOutcome.AlreadyClosed => "closed",
        RevisionOutcome.NothingToRevise => "noPromise",
        RevisionOutcome.DateInThePast => "datePast",
        RevisionOutcome.ReasonMissing => "reviseReason",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}
