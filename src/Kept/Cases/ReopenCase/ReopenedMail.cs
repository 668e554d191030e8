using Kept.Cases.Notices;

namespace Kept.Cases.ReopenCase;

/// <summary>"We are looking at it again, by …"; and to the owner: the resident says it is not done.</summary>
internal static class ReopenedMail
{
    public const string Kind = "reopened";
    public const string StaffKind = "staff-reopened";

    public static void Write(Notice notice)
    {
        var words = notice.Words;
        notice.Subject = words["notice.reopened.subject", ("reference", notice.Case.Reference.ToString())];
        notice.Heading(words["notice.reopened.heading"]);
        notice.Say(words["notice.about", ("what", notice.What)]);
        notice.Say(words["notice.reopened.body"]);
        if (notice.Case.CurrentPromise is { } promise)
        {
            notice.Promise(promise);
        }

        notice.Say(words["notice.received.weWrite"]);
        notice.WayToCase();
    }

    public static void WriteToStaff(StaffNotice notice, string? said)
    {
        notice.Subject = notice.Words["notice.staff.reopened.subject", ("reference", notice.Case.Reference.ToString())];
        notice.Say(notice.Words["notice.staff.reopened.body", ("what", notice.What)]);
        notice.Quote(said);
        notice.PromiseNow();
    }
}
