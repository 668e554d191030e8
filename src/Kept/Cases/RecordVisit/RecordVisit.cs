using Kept.Cases.Notices;
using Kept.Domain.Cases;
using NodaTime;

namespace Kept.Cases.RecordVisit;

/// <param name="Reason">Code of the service's reason; needed when it was not done.</param>
internal sealed record RecordVisitInput(
    Reference Reference, int? SeenVersion, By By, Instant At, bool Done, string? Reason, string? Words);

/// <summary>Records that somebody went there, and tells everybody who follows the case at once.</summary>
internal sealed class RecordVisit(CaseSaving saving, NoticePost post)
{
    public Task<CaseOutcome> HandleAsync(RecordVisitInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(input.Reference, input.By, input.SeenVersion, async file =>
        {
            var outcome = file.Case.RecordVisit(file.Work, input.At, input.Done, input.Reason, input.Words);
            if (outcome is not VisitOutcome.Recorded recorded)
            {
                return RefusalOf(outcome);
            }

            await post.ToAllAsync(file, VisitMail.Kind, notice => VisitMail.Write(notice, recorded), cancellationToken);
            return null;
        }, cancellationToken);

    private static string RefusalOf(VisitOutcome outcome) => outcome switch
    {
        VisitOutcome.AlreadyClosed => "closed",
        VisitOutcome.ReasonMissing => "visitReason",
        VisitOutcome.TimeImpossible => "visitTime",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}
