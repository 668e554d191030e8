using Kept.Cases.Notices;

namespace Kept.Cases.CloseCase;

/// <summary>"It is done", or why it will not be, and what to do when that is not true.</summary>
internal static class ClosedMail
{
    public const string Kind = "closed";
    public const string UndoneKind = "close-undone";

    /// <param name="photo">Whether the page of the case has a photo of what was done.</param>
    public static void Write(Notice notice, bool photo)
    {
        var words = notice.Words;
        var outcome = notice.Case.Outcome!.Value.ToString();
        var key = char.ToLowerInvariant(outcome[0]) + outcome[1..];
        notice.Subject = words[$"notice.closed.{key}.subject", ("reference", notice.Case.Reference.ToString())];
        notice.Heading(words[$"notice.closed.{key}.heading"]);
        notice.Say(words["notice.about", ("what", notice.What)]);
        notice.Say(words[$"notice.closed.{key}.body"]);
        notice.QuoteStaff(notice.Case.OutcomeWords);
        if (photo)
        {
            notice.Say(words["notice.photo"]);
        }

        notice.WayToCase();
        notice.Say(words["notice.closed.notTrue"]);
        notice.Button(words["tracking.notFixed.button"], notice.CaseAddress + "#not-fixed");
    }

    /// <summary>"We told you that it is closed. That was a mistake."</summary>
    public static void WriteUndone(Notice notice)
    {
        var words = notice.Words;
        notice.Subject = words["notice.closeUndone.subject", ("reference", notice.Case.Reference.ToString())];
        notice.Heading(words["notice.closeUndone.heading"]);
        notice.Say(words["notice.about", ("what", notice.What)]);
        notice.Say(words["notice.closeUndone.body"]);
        if (notice.Case.OpenPromises.ToList() is { Count: > 0 } promises)
        {
            notice.Say(words["notice.closeUndone.promises"]);
            promises.ForEach(promise => notice.Promise(promise));
        }

        notice.WayToCase();
    }
}
