using Kept.Cases;
using Kept.Cases.Notices;
using Kept.Domain.Cases;
using Kept.Storage;
using Kept.Workers;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Tracking.AskForCode;

/// <summary>Writes the codes that were asked for, to addresses that follow the case they were asked for.</summary>
internal sealed class SendCodes(KeptDb db, CaseFiles files, NoticePost post, IClock clock) : IPeriodicWork
{
    private const string Kind = "code";
    private const int Batch = 50;

    public Duration Pause => Duration.FromSeconds(2);

    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var waiting = await db.Set<CodeRequest>().AsNoTracking().Where(request => request.HandledAt == null)
            .OrderBy(request => request.AskedAt).Take(Batch).Select(request => request.Id).ToListAsync(cancellationToken);
        var done = 0;
        foreach (var id in waiting)
        {
            db.ChangeTracker.Clear();
            done += await RowTurn.TakeAsync(db, "code_requests", id, () => AnswerAsync(id, cancellationToken), cancellationToken) ? 1 : 0;
        }

        return done;
    }

    private async Task<bool> AnswerAsync(long id, CancellationToken cancellationToken)
    {
        var request = await db.Set<CodeRequest>().SingleAsync(request => request.Id == id, cancellationToken);
        if (request.HandledAt is not null)
        {
            return false;
        }

        var now = clock.GetCurrentInstant();
        var file = Reference.TryParse(request.Reference, out var reference)
            ? await files.TakeAsync(reference, By.System, cancellationToken)
            : null;
        var follower = file?.Case.Followers.FirstOrDefault(known => known.IsFollowing && known.MailKey == request.MailKey);
        if (follower is null || !request.IsOpen(now) || await IsAnsweredAsync(request, now, cancellationToken))
        {
            request.Leave(now);
        }
        else
        {
            var code = request.Answer(follower.Id, now);
            (await post.ToAsync(file!, follower, Kind, notice => Write(notice, code), cancellationToken))?.OnlyUntil(request.AskedAt + CodeRequest.Lifetime);
        }

        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <summary>Whoever asks again while a code is good uses that one.</summary>
    private async Task<bool> IsAnsweredAsync(CodeRequest request, Instant now, CancellationToken cancellationToken)
    {
        var codes = await CodesOfOne.ReadAsync(db.Set<CodeRequest>().AsNoTracking(), request.Reference, request.MailKey, now, cancellationToken);
        return codes.HasTooManyWrong || codes.Requests.TakeWhile(earlier => earlier.Id != request.Id).Any(earlier => earlier.Answers(now));
    }

    private static void Write(Notice notice, string code)
    {
        var words = notice.Words;
        var shown = $"{code[..3]} {code[3..]}";
        // Subjects are seen in many places, also of the desk: the code stands in the letter alone.
        notice.Subject = words["notice.code.subject", ("reference", notice.Case.Reference.ToString())];
        notice.Heading(words["notice.code.heading", ("code", shown)], shown);
        notice.Say(words["notice.code.body", ("minutes", (int)CodeRequest.Lifetime.TotalMinutes)]);
        notice.Say(words["notice.code.notYou"]);
    }
}
