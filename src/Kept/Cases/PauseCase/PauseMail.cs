using Kept.Cases.Notices;
using Kept.Domain.Promises;

namespace Kept.Cases.PauseCase;

/// <summary>"We need something from you", and "thank you, we go on".</summary>
internal static class PauseMail
{
    public const string PausedKind = "paused";
    public const string ResumedKind = "resumed";

    public static void WritePaused(Notice notice, string reason)
    {
        var words = notice.Words;
        notice.Subject = words["notice.paused.subject", ("reference", notice.Case.Reference.ToString())];
        notice.Heading(words["notice.paused.heading"]);
        notice.Say(words["notice.about", ("what", notice.What)]);
        notice.QuoteStaff(reason);
        notice.Say(words["notice.paused.body"]);
        notice.WayToCase();
    }

    /// <summary>Who heard nothing of the pause yet is only told where a day has changed.</summary>
    /// <param name="given">The promises with a new day.</param>
    /// <param name="answered">Whether we go on because what was asked for came; nobody is thanked for anything else.</param>
    public static Task TellResumedAsync(NoticePost post, CaseFile file, IReadOnlyList<Promise> given, bool answered, CancellationToken cancellationToken) =>
        post.ToAllAsync(
            file, ResumedKind, notice => WriteResumed(notice, given, answered), cancellationToken,
            (follower, untold) => given.Count > 0 || !untold.IsTakenBackFrom(follower));

    public static void WriteResumed(Notice notice, IReadOnlyList<Promise> given, bool answered)
    {
        var words = notice.Words;
        notice.Subject = words["notice.resumed.subject", ("reference", notice.Case.Reference.ToString())];
        notice.Heading(words[answered ? "notice.resumed.thanks" : "notice.resumed.heading"]);
        notice.Say(words["notice.about", ("what", notice.What)]);
        notice.Say(words[given.Count > 0 ? "notice.resumed.body" : "notice.resumed.sameDay"]);
        foreach (var promise in given.Count > 0 ? given : notice.Case.Promises.Where(promise => promise.IsOpen))
        {
            notice.Promise(promise);
        }

        notice.WayToCase();
    }
}
