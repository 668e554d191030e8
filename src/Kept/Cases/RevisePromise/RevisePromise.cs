using Kept.Cases.Notices;
using Kept.Domain.Cases;
using Kept.Domain.Promises;
using Kept.Staff;
using NodaTime;

namespace Kept.Cases.RevisePromise;

internal sealed record RevisePromiseInput(
    Reference Reference, int? SeenVersion, By By, long PromiseId, LocalDate Date, string Reason);

/// <summary>Gives a new date with a reason, and tells it before anybody has to ask.</summary>
internal sealed class RevisePromise(CaseSaving saving, NoticePost post)
{
    public async Task<CaseOutcome> HandleAsync(RevisePromiseInput input, CancellationToken cancellationToken)
    {
        LocalDate? instead = null;
        var came = await saving.ChangeAsync(input.Reference, input.By, input.SeenVersion, async file =>
        {
            if (!MaySend(file, input.PromiseId))
            {
                return "notYoursToSend";
            }

            var outcome = file.Case.Revise(file.Work, input.PromiseId, input.Date, input.Reason);
            if (outcome is not RevisionOutcome.Revised revised)
            {
                instead = (outcome as RevisionOutcome.DayClosed)?.Next;
                return RefusalOf(outcome);
            }

            await post.ToAllAsync(
                file, RevisedMail.Kind, notice => RevisedMail.Write(notice, revised.Old, revised.New, input.Reason), cancellationToken);
            return null;
        }, cancellationToken);
        return came is CaseOutcome.Refused refused ? refused with { Day = instead } : came;
    }

    /// <summary>Where the service wants the honest notice of a broken promise approved, the owner or a lead does that.</summary>
    private static bool MaySend(CaseFile file, long promiseId) =>
        !file.Service.WhenBroken.NeedsApproval
        || file.Colleague is null
        || file.Case.OwnerId == file.Colleague.Id
        || file.Colleague.Role >= StaffRole.Lead
        || file.Case.Promises.All(promise => promise.Id != promiseId || promise.State != PromiseState.Broken);

    private static string RefusalOf(RevisionOutcome outcome) => outcome switch
    {
        RevisionOutcome.AlreadyClosed => "closed",
        RevisionOutcome.NothingToRevise => "noPromise",
        RevisionOutcome.DateInThePast => "datePast",
        RevisionOutcome.DayClosed => "dateClosed",
        RevisionOutcome.ReasonMissing => "reviseReason",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}
