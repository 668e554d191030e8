using Kept.Cases.Notices;

namespace Kept.Surveys.AskSurveys;

/// <summary>"Is it really done?", with a button for each answer.</summary>
internal static class SurveyMail
{
    public const string Kind = "survey";

    public static void Write(Notice notice, Survey survey)
    {
        var words = notice.Words;
        notice.Subject = words["notice.survey.subject", ("reference", notice.Case.Reference.ToString())];
        notice.Heading(words["notice.survey.heading"]);
        notice.Say(words["notice.about", ("what", notice.What)]);
        foreach (var answer in Enum.GetValues<SurveyAnswer>())
        {
            notice.Button(words[$"survey.answer.{answer.ToString().ToLowerInvariant()}"], notice.AddressOf(SurveyAddress.Of(survey, answer)));
        }

        notice.Say(words["notice.survey.body"]);
    }
}

internal static class SurveyAddress
{
    public static string Of(Survey survey, SurveyAnswer answer) => $"/survey/{survey.Secret.Text}?answer={answer.ToString().ToLowerInvariant()}";
}
