using Kept.Domain.Catalogue.Answers;

namespace Kept.Reports.CheckAnswers;

/// <summary>What a draft still needs before it can be sent.</summary>
internal static class Missing
{
    /// <summary>The first page that needs an answer (again); null when everything is there.</summary>
    public static async Task<string?> StepAsync(OpenDraft draft, FreeSlots slots, CancellationToken cancellationToken)
    {
        var context = await slots.ContextAsync(draft.Service, cancellationToken);
        return AnswerCheck.All(draft.Service, draft.Answers, context) switch
        {
            AnswersOutcome.Incomplete incomplete => incomplete.Problems[0].Question,
            _ => draft.Details.Given ? null : OpenDraft.DetailsStep,
        };
    }
}
