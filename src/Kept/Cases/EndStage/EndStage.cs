using Kept.Cases.Notices;
using Kept.Domain.Cases;

namespace Kept.Cases.EndStage;

/// <param name="Words">What the resident is told about it; such as the decision.</param>
internal sealed record EndStageInput(Reference Reference, int? SeenVersion, By By, string? Words);

/// <summary>An agent says that the current step is done: a decision made, an answer given. The resident hears it, and what comes next.</summary>
internal sealed class EndStage(CaseSaving saving, NoticePost post)
{
    public const string Kind = "stage-ended";

    public Task<CaseOutcome> HandleAsync(EndStageInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(input.Reference, input.By, input.SeenVersion, async file =>
        {
            var stage = file.Case.CurrentStage;
            if (!file.Case.EndCurrentStage(file.Work))
            {
                return file.Case.IsClosed ? "closed" : "noStage";
            }

            await post.ToAllAsync(file, Kind, notice => Write(notice, stage!.Code, input.Words), cancellationToken);
            return null;
        }, cancellationToken);

    public static void Write(Notice notice, string stage, string? said)
    {
        var words = notice.Words;
        notice.Subject = words["notice.stageEnded.subject", ("reference", notice.Case.Reference.ToString())];
        notice.Heading(words["notice.stageEnded.heading"]);
        notice.Say(words["notice.about", ("what", notice.What)]);
        notice.Say(words["notice.stageEnded.body", ("stage", notice.Service.StageOf(stage).Name.In(words.Language))]);
        notice.QuoteStaff(said);
        foreach (var promise in notice.Case.Promises.Where(promise => promise.IsOpen))
        {
            notice.Promise(promise);
        }

        notice.WayToCase();
    }
}
