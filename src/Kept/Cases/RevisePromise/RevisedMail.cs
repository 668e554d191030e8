using Kept.Cases.Notices;
using Kept.Domain.Promises;

namespace Kept.Cases.RevisePromise;

/// <summary>"It will be later than we said": what we said, why it changes, the new date. A broken promise is called broken.</summary>
internal static class RevisedMail
{
    public const string Kind = "revised";
    public const string BrokenKind = "broken";

    public static void Write(Notice notice, Promise old, Promise replacement, string reason)
    {
        var words = notice.Words;
        var told = notice.LastTold(old);
        var tone = old.State == PromiseState.Broken || told.State == PromiseState.Broken ? "broken" : "revised";
        notice.Subject = words[$"notice.{tone}.subject", ("reference", notice.Case.Reference.ToString())];
        notice.Heading(words[$"notice.{tone}.heading"]);
        notice.Say(words["notice.about", ("what", notice.What)]);
        notice.Say(words[$"notice.{tone}.weSaid"]);
        notice.QuoteStaff(notice.InWords(told));
        notice.Say(words[$"notice.{tone}.why"]);
        notice.QuoteStaff(reason);
        notice.Say(words["notice.newPromise"]);
        notice.Promise(replacement);
        notice.WayToCase();
    }
}
