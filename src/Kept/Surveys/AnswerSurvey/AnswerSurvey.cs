using Kept.Cases;
using Kept.Cases.ReopenCase;
using Kept.Domain.Cases;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Surveys.AnswerSurvey;

internal abstract record AnswerSurveyOutcome
{
    private AnswerSurveyOutcome()
    {
    }

    /// <param name="Reopened">"No" opened the case again.</param>
    public sealed record Thanked(bool Reopened) : AnswerSurveyOutcome;

    public sealed record NotFound : AnswerSurveyOutcome;

    /// <summary>Somebody changed the case in the same moment: try again.</summary>
    public sealed record Busy : AnswerSurveyOutcome;
}

/// <summary>Takes the answer. The first "no" opens the case again and tells the owner; a comment may come later.</summary>
internal sealed class AnswerSurvey(KeptDb db, CaseSaving saving, ReopenCase reopen)
{
    public async Task<AnswerSurveyOutcome> HandleAsync(
        Secret secret, SurveyAnswer answer, string? comment, CancellationToken cancellationToken)
    {
        var about = await db.Set<Survey>().AsNoTracking().Where(survey => survey.Secret == secret)
            .Join(db.Cases, survey => survey.CaseId, found => found.Id, (_, found) => new { found.Reference })
            .SingleOrDefaultAsync(cancellationToken);
        if (about is null)
        {
            return new AnswerSurveyOutcome.NotFound();
        }

        var reopened = false;
        var outcome = await saving.ChangeAsync(about.Reference, By.Resident, seenVersion: null, async file =>
        {
            var survey = await db.Set<Survey>().SingleAsync(survey => survey.Secret == secret, cancellationToken);
            var first = survey.Answer is null;
            survey.Give(answer, file.Work.Now);
            if (!string.IsNullOrWhiteSpace(comment))
            {
                survey.Say(comment.Trim());
            }

            file.Case.SurveyAnswered(file.Work, answer.ToString(), comment);
            reopened = first && answer == SurveyAnswer.No && file.Case.IsClosed
                && await reopen.DecideAsync(file, new ReopenCaseInput(about.Reference, null, By.Resident, comment), cancellationToken) is null;
            return null;
        }, cancellationToken);
        return outcome is CaseOutcome.Done ? new AnswerSurveyOutcome.Thanked(reopened) : new AnswerSurveyOutcome.Busy();
    }
}
