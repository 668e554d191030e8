using Kept.Domain.Cases;
using Kept.Exchange.ImportFile;
using Kept.Storage;
using Kept.Surveys;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Exchange.ImportParts;

/// <summary>Answers to the question whether it was really done. Questions nobody answered are passed over: they are not asked again.</summary>
internal sealed class AnswerParts : PartKind
{
    private const int MostRounds = 1000;

    public override ImportKind Kind => ImportKind.Surveys;

    protected override ImportColumns Own { get; } = new(["answer"], ["round", "asked_at", "answered_at", "comment"]);

    public override Part? Read(ImportRow row, PartReading reading)
    {
        var (asked, answered) = (reading.Moments.Past(row, "asked_at"), reading.Moments.Past(row, "answered_at"));
        var (round, answer, comment) = (row.Number("round", MostRounds), row.Choice("answer", SurveyAnswer.Unsure), row.Text("comment", PartReading.LongestWords));
        if (!row.Stands("answer"))
        {
            return null;
        }

        if (!row.Stands("answered_at"))
        {
            row.Wrong("answered_at", "missing");
        }

        return new AnswerPart(round, asked, answer, answered ?? reading.Moments.Now, comment);
    }

    public override IQueryable<Case> With(IQueryable<Case> cases) => cases.Include(about => about.Followers);

    public override IQueryable<RowHere> Here(KeptDb db, IReadOnlyCollection<long> ids) =>
        db.Set<Survey>().Where(row => ids.Contains(row.Id)).Select(row => new RowHere(row.Id, row.CaseId));

    private sealed record AnswerPart(int Round, Instant? Asked, SurveyAnswer Answer, Instant At, string? Comment) : Part
    {
        /// <summary>One a closing: where there is one already, it stays.</summary>
        public override long TakeIn(Case about, PartWork work)
        {
            if (about.Reporter is not { } reporter || !work.Rounds.Add((about.Id, Round)))
            {
                return about.Id.Value;
            }

            var survey = new Survey(work.Work.NewId(), about.Id, reporter.Id, Round, Asked ?? At);
            survey.Ask(Asked ?? At);
            survey.Give(Answer, At);
            if (Comment is not null)
            {
                survey.Say(Comment);
            }

            work.Db.Add(survey);
            about.TakeOver(work.Work, work.System, new OldAnswer(Round, Answer.ToString(), At, Comment));
            return survey.Id;
        }
    }
}
