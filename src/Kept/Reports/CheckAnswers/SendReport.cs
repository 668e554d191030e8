using System.Globalization;
using Kept.Cases;
using Kept.Cases.ReceiveCase;
using Kept.Catalogue;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Domain.Catalogue.Answers;
using Kept.Storage;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;

namespace Kept.Reports.CheckAnswers;

internal abstract record SendReportOutcome
{
    private SendReportOutcome()
    {
    }

    /// <param name="Confirmation">The page that confirms it, also when it had been sent before.</param>
    public sealed record Sent(string Confirmation) : SendReportOutcome;

    /// <param name="Step">The first page of the draft that needs an answer (again).</param>
    public sealed record Incomplete(string Step) : SendReportOutcome;

    /// <param name="Step">The question for the day, which somebody else has taken.</param>
    public sealed record SlotTaken(string Step) : SendReportOutcome;

    public sealed record Gone : SendReportOutcome;
}

/// <summary>Makes a case of a draft; however often it is sent, it makes one.</summary>
internal sealed class SendReport(KeptDb db, Drafts drafts, FreeSlots slots, Cases.ReceiveCase.ReceiveCase receive, TextLibrary texts)
{
    private const int Tries = 3;

    public async Task<SendReportOutcome> HandleAsync(string service, string draft, By by, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await drafts.FindAsync(service, draft, cancellationToken) is not { } open)
            {
                return new SendReportOutcome.Gone();
            }

            if (await Missing.StepAsync(open, slots, cancellationToken) is { } step)
            {
                return new SendReportOutcome.Incomplete(step);
            }

            try
            {
                return await ReceiveAsync(open, by, cancellationToken);
            }
            catch (DbUpdateConcurrencyException) when (attempt < Tries)
            {
                // An answer was changed in another window in the same instant: send what stands there now.
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<SendReportOutcome> ReceiveAsync(OpenDraft open, By by, CancellationToken cancellationToken)
    {
        var (draft, words) = (open.Draft, texts.In(open.Draft.Language));
        db.ChangeTracker.Clear();
        var input = new ReceiveCaseInput(
            new CataloguedService(draft.ServiceVersionId, Number: 0, open.Service),
            SubmissionOf(open, words),
            // One draft is one case, whatever was changed between two sends: the key alone decides.
            new SubmissionKey(IdempotencyRecord.OfDrafts, draft.Id.ToString(CultureInfo.InvariantCulture), RequestHash: ""),
            SubmissionText.SearchWordsOf(open.Service, open.Asked.Keep(open.Answers), texts, words.Language),
            FilesOf(open),
            by,
            received =>
            {
                db.Attach(draft);
                draft.Sent(received.Case.Id);
                return (303, ReportSent.ReportSentAddress.Of(received.Case));
            });
        return await receive.HandleAsync(input, cancellationToken) switch
        {
            ReceiveCaseOutcome.Received received => new SendReportOutcome.Sent(ReportSent.ReportSentAddress.Of(received.Case)),
            ReceiveCaseOutcome.SentBefore before => new SendReportOutcome.Sent(before.Answer),
            ReceiveCaseOutcome.SlotTaken => new SendReportOutcome.SlotTaken(
                open.Service.Questions.First(question => question.Type == QuestionType.Slot).Code),
            var other => throw new InvalidOperationException($"A draft cannot be sent with the outcome {other}."),
        };
    }

    private Submission SubmissionOf(OpenDraft open, Words words) => new(
        open.Details.Channel,
        words.Language,
        SubmissionText.TitleOf(open.Service, open.Asked.Keep(open.Answers), open.Spot?.Place ?? Place.Nowhere, words),
        AnswerJson.Write(open.Service, open.Asked.Keep(open.Answers)).ToJsonString(),
        open.Spot?.Place ?? Place.Nowhere,
        open.Details.Contact,
        open.Draft.ServiceVersionId,
        slots.Booked(open));

    private static IReadOnlyList<long> FilesOf(OpenDraft open) =>
    [
        .. from question in open.Asked.Questions
           where open.AnswerTo(question.Code) is AnswerValue.Files
           from id in ((AnswerValue.Files)open.AnswerTo(question.Code)!).Ids
           select long.Parse(id, CultureInfo.InvariantCulture),
    ];
}
