using Kept.Cases.Notices;
using Kept.Domain.Cases;

namespace Kept.Cases.RecordVisit;

/// <summary>"We were there": done, or not done with the reason, and by when it will be.</summary>
internal static class VisitMail
{
    public const string Kind = "visit";

    /// <param name="photo">Whether the page of the case has a photo of this visit.</param>
    public static void Write(Notice notice, VisitOutcome.Recorded recorded, bool photo)
    {
        var words = notice.Words;
        var visit = recorded.Visit;
        var tone = visit.Done ? "done" : "notDone";
        notice.Subject = words[$"notice.visit.{tone}.subject", ("reference", notice.Case.Reference.ToString())];
        notice.Heading(words[$"notice.visit.{tone}.heading"]);
        notice.Say(words["notice.about", ("what", notice.What)]);
        if (!visit.Done)
        {
            notice.Say(words["notice.visit.notDone.reason"]);
            notice.Say(notice.Service.VisitReasons.Single(reason => reason.Code == visit.Reason).Label.In(words.Language));
        }

        notice.QuoteStaff(visit.Words);
        if (photo)
        {
            notice.Say(words["notice.photo"]);
        }

        var open = notice.Case.OpenPromises.ToList();
        if (open.Count > 0)
        {
            notice.Say(words["notice.whatNow"]);
            open.ForEach(promise => notice.Promise(promise));
            notice.Say(words["notice.received.weWrite"]);
        }

        notice.WayToCase();
    }
}
