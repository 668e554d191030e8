using Kept.Domain.Counts;
using Kept.Surveys;
using NodaTime;

namespace Kept.Counts;

/// <summary>Under what an answer is counted.</summary>
internal static class SurveyFacts
{
    public static SurveyFact? Of(Survey survey) => Of(survey.Answer, survey.AnsweredAt);

    /// <summary>Null while there is no answer.</summary>
    public static SurveyFact? Of(SurveyAnswer? answer, Instant? at) => answer is { } given && at is { } answered
        ? new SurveyFact(answered, given switch
        {
            SurveyAnswer.Yes => What.Yes,
            SurveyAnswer.No => What.No,
            SurveyAnswer.Unsure => What.Unsure,
            _ => throw new ArgumentOutOfRangeException(nameof(answer)),
        })
        : null;
}
