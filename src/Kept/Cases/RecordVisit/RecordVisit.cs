using Kept.Cases.Notices;
using Kept.Domain.Cases;
using Kept.Files;
using Kept.Storage;
using NodaTime;

namespace Kept.Cases.RecordVisit;

/// <param name="Proof">Photos that were taken there; rows that nobody has saved yet.</param>
/// <param name="Reason">Code of the service's reason; needed when it was not done.</param>
internal sealed record RecordVisitInput(
    Reference Reference, int? SeenVersion, By By, Instant At, bool Done, string? Reason, string? Words, IReadOnlyList<StoredFile>? Proof = null);

/// <summary>Records that somebody went there, and tells everybody who follows the case at once.</summary>
internal sealed class RecordVisit(CaseSaving saving, NoticePost post, KeptDb db)
{
    public Task<CaseOutcome> HandleAsync(RecordVisitInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(input.Reference, input.By, input.SeenVersion, file => DecideAsync(file, input, cancellationToken), cancellationToken);

    /// <summary>The decision and its rows, for operations that record a visit as part of something else. Null when done, else the key of the refusal.</summary>
    public async Task<string?> DecideAsync(CaseFile file, RecordVisitInput input, CancellationToken cancellationToken)
    {
        var outcome = file.Case.RecordVisit(file.Work, input.At, input.Done, input.Reason, input.Words);
        if (outcome is not VisitOutcome.Recorded recorded)
        {
            return RefusalOf(outcome);
        }

        db.AddFiles(file, input.Proof);
        await post.ToAllAsync(file, VisitMail.Kind, notice => VisitMail.Write(notice, recorded, photo: input.Proof?.Any(stored => stored.IsPublic) == true), cancellationToken);
        return null;
    }

    private static string RefusalOf(VisitOutcome outcome) => outcome switch
    {
        VisitOutcome.AlreadyClosed => "closed",
        VisitOutcome.ReasonMissing => "visitReason",
        VisitOutcome.TimeImpossible => "visitTime",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}
