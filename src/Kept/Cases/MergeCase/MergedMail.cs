using Kept.Cases.Notices;
using Kept.Domain.Cases;

namespace Kept.Cases.MergeCase;

/// <summary>"Somebody reported the same before you": from now on one case, and its promise.</summary>
internal static class MergedMail
{
    public const string Kind = "merged";
    public const string UndoneKind = "unmerged";

    /// <param name="notice">About the case that goes on.</param>
    /// <param name="closed">The reference the reader knows.</param>
    public static void Write(Notice notice, Reference closed)
    {
        var words = notice.Words;
        notice.Subject = words["notice.merged.subject", ("reference", closed.ToString())];
        notice.Heading(words["notice.merged.heading"]);
        notice.Say(words["notice.merged.body", ("old", closed.ToString()), ("reference", notice.Case.Reference.ToString())]);
        if (notice.Case.CurrentPromise is { IsOpen: true } promise)
        {
            notice.Promise(promise);
        }

        notice.WayToCase();
    }

    public static void WriteUndone(Notice notice)
    {
        var words = notice.Words;
        notice.Subject = words["notice.unmerged.subject", ("reference", notice.Case.Reference.ToString())];
        notice.Heading(words["notice.unmerged.heading"]);
        notice.Say(words["notice.about", ("what", notice.What)]);
        if (notice.Case.CurrentPromise is { IsOpen: true } promise)
        {
            notice.Promise(promise);
        }

        notice.WayToCase();
    }
}
