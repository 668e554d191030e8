using Kept.Cases;
using Kept.Cases.CloseCase;
using Kept.Cases.MergeCase;
using Kept.Cases.ReopenCase;
using Kept.Cases.WithdrawCase;
using Kept.Domain.Cases;
using Kept.Surveys;
using Kept.Surveys.AskSurveys;
using NodaTime;

namespace Kept.Demo;

internal sealed partial class CaseStory
{
    private const double IsMerged = 0.03;
    private const double AnswersTheQuestion = 0.35;

    private static readonly Outcome[] Outcomes = [Outcome.Fixed, Outcome.NotOurs, Outcome.NotFound, Outcome.NoAction, Outcome.Withdrawn];

    private Outcome DrawOutcome() => Case.Reopened > 0 ? Outcome.Fixed : Case.Place.IsKnown
        ? Outcomes[dice.Weighted([86, 4, 5, 3, 2])]
        : Outcomes[dice.Weighted([94, 0, 0, 3, 3])];

    private void Close(Outcome outcome)
    {
        var words = outcome switch
        {
            Outcome.NotOurs => Say("notOurs"),
            Outcome.NoAction => Say("noAction"),
            Outcome.NotFound => Say("notFound"),
            _ => dice.Chance(0.5) ? Say("fixed") : null,
        };
        if (Case.Close(File(Owner).Work, outcome, words) is CloseOutcome.Done)
        {
            if (SurveyPlanner.Of(Case, council.NewId, Now) is { } survey)
            {
                told.Add(survey);
            }

            Tell(ClosedMail.Kind, notice => ClosedMail.Write(notice, photo: false));
        }
    }

    private void Withdraw()
    {
        if (Case.Withdraw(File(By.Resident).Work, dice.Chance(0.6) ? Say("withdrawn") : null) == WithdrawOutcome.Closed)
        {
            Tell(WithdrawCase.Kind, WithdrawCase.Write);
        }
    }

    /// <summary>An agent sees that somebody reported the same before.</summary>
    private bool TryMerge()
    {
        if (!Case.Place.IsKnown || !dice.Chance(IsMerged) || council.OpenBefore(told) is not { } first)
        {
            return false;
        }

        var by = By.Staff(council.AgentOf(Case.Team));
        if (!Case.MergeInto(File(by).Work, first.Case))
        {
            return false;
        }

        var other = council.FileOf(first, service, by);
        foreach (var follower in first.Case.FollowersAlsoOf(Case))
        {
            council.Post.To(first, other, follower, MergedMail.Kind, notice => MergedMail.Write(notice, Case.Reference));
        }

        return true;
    }

    /// <summary>The one question, five days after; a "no" opens the case again.</summary>
    private IEnumerable<Instant> AskWhetherItIsDone()
    {
        if (told.LastSurvey is not { AskedAt: null } survey)
        {
            yield break;
        }

        yield return survey.Due + dice.Between(Duration.FromSeconds(1), Duration.FromSeconds(60));
        survey.Ask(Now);
        var follower = Case.Followers.First(follower => follower.Id == survey.FollowerId);
        council.Post.To(told, File(By.System), follower, SurveyMail.Kind, notice => SurveyMail.Write(notice, survey));
        if (!dice.Chance(AnswersTheQuestion))
        {
            yield break;
        }

        yield return ByDay(Now + dice.Minutes(5, 4000));
        Answer(survey);
    }

    private void Answer(Survey survey)
    {
        var answer = (SurveyAnswer)dice.Weighted([80, Case.Reopened > 0 ? 0 : 10, 10]);
        var comment = dice.Chance(0.3) && answer != SurveyAnswer.Unsure ? Say(answer == SurveyAnswer.Yes ? "yes" : "no") : null;
        survey.Give(answer, Now);
        if (comment is not null)
        {
            survey.Say(comment);
        }

        var file = File(By.Resident);
        Case.SurveyAnswered(file.Work, answer.ToString(), comment);
        if (answer == SurveyAnswer.No && Case.Reopen(file.Work, comment) is not null)
        {
            wasPut = false;
            Tell(ReopenedMail.Kind, ReopenedMail.Write);
            var owner = Case.OwnerId is { } id ? council.AddressOf(id) : null;
            council.Post.ToStaff(told, file, owner is null ? council.LeadsOf(Case.Team) : [owner], ReopenedMail.StaffKind, notice => ReopenedMail.WriteToStaff(notice, comment));
        }
    }
}
