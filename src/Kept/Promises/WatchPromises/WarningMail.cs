using Kept.Cases.Notices;
using Kept.Domain.Cases;
using Kept.Domain.Promises;

namespace Kept.Promises.WatchPromises;

/// <summary>To owner and lead: this promise is due soon; or it broke, and the next step is the lead's.</summary>
internal static class WarningMail
{
    public const string Kind = "staff-warning";
    public const string BrokenKind = "staff-broken";

    public static void Write(StaffNotice notice, Promise promise)
    {
        notice.Subject = notice.Words["notice.staff.warning.subject", ("reference", notice.Case.Reference.ToString())];
        notice.Say(notice.What);
        notice.Say(notice.Words["notice.staff.warning.body"]);
        notice.Promise(promise);
    }

    public static void WriteBroken(StaffNotice notice, BrokenPromise breach)
    {
        var words = notice.Words;
        notice.Subject = words["notice.staff.broken.subject", ("reference", notice.Case.Reference.ToString())];
        notice.Say(notice.What);
        notice.Say(words["notice.staff.broken.body"]);
        notice.Promise(breach.Promise);
        if (breach.Replacement is null)
        {
            notice.Say(words["notice.staff.broken.approve"]);
        }
        else
        {
            TellNewDate(notice, breach.Replacement);
        }
    }

    /// <summary>Everybody who follows and has a mail address is written to in the same save.</summary>
    private static void TellNewDate(StaffNotice notice, Promise promise)
    {
        var resident = notice.Case.Reporter;
        if (resident is { IsFollowing: true, Mail: not null })
        {
            notice.Say(notice.Words["notice.staff.broken.told"]);
        }
        else
        {
            notice.Say(notice.Words["notice.staff.broken." + (resident?.Phone is null ? "unreachable" : "ring")]);
            notice.Quote(resident?.Phone);
        }

        notice.Promise(promise);
    }
}
