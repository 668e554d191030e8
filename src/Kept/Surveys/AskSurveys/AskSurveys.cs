using Kept.Cases;
using Kept.Cases.Notices;
using Kept.Storage;
using Kept.Workers;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Surveys.AskSurveys;

/// <summary>Sends the one question when its day has come, unless the case has been opened again meanwhile.</summary>
internal sealed class AskSurveys(KeptDb db, CaseFiles files, NoticePost post, IClock clock) : IPeriodicWork
{
    private const int Batch = 50;

    public Duration Pause => Duration.FromMinutes(1);

    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        var due = await db.Set<Survey>().AsNoTracking()
            .Where(survey => survey.AskedAt == null && survey.AnsweredAt == null && survey.Due <= now)
            .OrderBy(survey => survey.Due).Take(Batch).Select(survey => survey.Id).ToListAsync(cancellationToken);
        var done = 0;
        foreach (var id in due)
        {
            db.ChangeTracker.Clear();
            done += await RowTurn.TakeAsync(db, "surveys", id, () => AskAsync(id, now, cancellationToken), cancellationToken) ? 1 : 0;
        }

        return done;
    }

    private async Task<bool> AskAsync(long id, Instant now, CancellationToken cancellationToken)
    {
        var survey = await db.Set<Survey>().SingleAsync(survey => survey.Id == id, cancellationToken);
        if (survey.AskedAt is not null || survey.AnsweredAt is not null)
        {
            return false;
        }

        var file = (await files.TakeAsync(survey.CaseId, By.System, cancellationToken))!;
        survey.Ask(now);
        var follower = file.Case.Followers.FirstOrDefault(follower => follower.Id == survey.FollowerId);
        if (file.Case.IsClosed && follower is { IsFollowing: true })
        {
            await post.ToAsync(file, follower, SurveyMail.Kind, notice => SurveyMail.Write(notice, survey), cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        return true;
    }
}
