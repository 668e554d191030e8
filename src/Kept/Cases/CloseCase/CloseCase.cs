using Kept.Cases.Notices;
using Kept.Domain.Cases;
using Kept.Surveys;

namespace Kept.Cases.CloseCase;

internal sealed record CloseCaseInput(Reference Reference, int? SeenVersion, By By, Outcome Outcome, string? Words);

/// <summary>Closes a case with an outcome, tells everybody who follows it, and plans the question whether it is really done.</summary>
internal sealed class CloseCase(CaseSaving saving, NoticePost post, SurveyPlanner surveys)
{
    public Task<CaseOutcome> HandleAsync(CloseCaseInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(input.Reference, input.By, input.SeenVersion, async file =>
        {
            var outcome = file.Case.Close(file.Work, input.Outcome, input.Words);
            if (outcome is not CloseOutcome.Done)
            {
                return outcome is CloseOutcome.WordsMissing ? "outcomeWords" : "closed";
            }

            surveys.Plan(file.Case, file.Work.Now);
            await post.ToAllAsync(file, ClosedMail.Kind, ClosedMail.Write, cancellationToken);
            return null;
        }, cancellationToken);
}
