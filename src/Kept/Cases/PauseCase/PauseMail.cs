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

    public static void WriteResumed(Notice notice, IReadOnlyList<Promise> given)
    {
        var words = notice.Words;
        notice.Subject = words["notice.resumed.subject", ("reference", notice.Case.Reference.ToString())];
        notice.Heading(words["notice.resumed.heading"]);
        notice.Say(words["notice.about", ("what", notice.What)]);
        notice.Say(words["notice.resumed.body"]);
        foreach (var promise in given)
        {
            notice.Promise(promise);
        }

        notice.WayToCase();
    }
}
