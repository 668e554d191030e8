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

    /// <summary>The page sent it by itself, and there was an answer already, which stays.</summary>
    public sealed record AnsweredBefore : AnswerSurveyOutcome;

    public sealed record NotFound : AnswerSurveyOutcome;

    /// <summary>Somebody changed the case in the same moment: try again.</summary>
    public sealed record Busy : AnswerSurveyOutcome;
}

/// <summary>
/// Takes the answer, also in place of another one. A "no" opens the case again and tells the owner, once; a comment may come
/// later.
/// </summary>
internal sealed class AnswerSurvey(KeptDb db, CaseSaving saving, ReopenCase reopen)
{
    /// <param name="byItself">
    /// The page sent it when it was opened. Programs that look through mail open every link in it, so only the first such answer
    /// counts, and none takes the place of another.
    /// </param>
    public async Task<AnswerSurveyOutcome> HandleAsync(
        Secret secret, SurveyAnswer answer, string? comment, bool byItself, CancellationToken cancellationToken)
    {
        var about = await db.Set<Survey>().AsNoTracking().Where(survey => survey.Secret == secret)
            .Join(db.Cases, survey => survey.CaseId, found => found.Id, (_, found) => new { found.Reference })
            .SingleOrDefaultAsync(cancellationToken);
        if (about is null)
        {
            return new AnswerSurveyOutcome.NotFound();
        }

        var (reopened, before) = (false, false);
        var outcome = await saving.ChangeAsync(about.Reference, By.Resident, seenVersion: null, async file =>
        {
            var survey = await db.Set<Survey>().SingleAsync(survey => survey.Secret == secret, cancellationToken);
            before = byItself && survey.Answer is not null;
            if (before)
            {
                return null;
            }

            var isNew = survey.Answer != answer;
            survey.Give(answer, file.Work.Now);
            if (!string.IsNullOrWhiteSpace(comment))
            {
                survey.Say(comment.Trim());
            }

            file.Case.SurveyAnswered(file.Work, answer.ToString(), comment);
            reopened = isNew && answer == SurveyAnswer.No && file.Case.IsClosed
                && await reopen.DecideAsync(file, new ReopenCaseInput(about.Reference, null, By.Resident, comment), cancellationToken) is null;
            return null;
        }, cancellationToken);
        return before ? new AnswerSurveyOutcome.AnsweredBefore() : outcome is CaseOutcome.Done ? new AnswerSurveyOutcome.Thanked(reopened) : new AnswerSurveyOutcome.Busy();
    }
}
