using Kept.Cases.Notices;
using Kept.Domain.Cases;

namespace Kept.Cases.WithdrawCase;

internal sealed record WithdrawCaseInput(Reference Reference, By By, string? Words);

/// <summary>
/// The resident takes it back, and the owner is told, who may have sent somebody. Where others follow the case, it goes on for them.
/// </summary>
internal sealed class WithdrawCase(CaseSaving saving, NoticePost post, StaffPost staff)
{
    public const string Kind = "withdrawn";
    public const string StaffKind = "staff-withdrawn";

    public Task<CaseOutcome> HandleAsync(WithdrawCaseInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(input.Reference, input.By, seenVersion: null, async file =>
        {
            var reporter = file.Case.Reporter is { IsFollowing: true } following ? following : null;
            switch (file.Case.Withdraw(file.Work, input.Words))
            {
                case WithdrawOutcome.AlreadyClosed:
                    return "closed";
                case WithdrawOutcome.AlreadyLeft:
                    return "alreadyLeft";
                case WithdrawOutcome.LeftToOthers when reporter is not null:
                    await post.ToAsync(file, reporter, Kind, WriteLeft, cancellationToken);
                    break;
                case WithdrawOutcome.Closed:
                    await post.ToAllAsync(file, Kind, Write, cancellationToken);
                    break;
            }

            if (file.Case.OwnerId is not null)
            {
                await staff.ToOwnerAsync(file, StaffKind, notice => WriteToStaff(notice, input.Words), cancellationToken);
            }

            return null;
        }, cancellationToken);

    public static void WriteToStaff(StaffNotice notice, string? said)
    {
        var left = notice.Case.IsClosed ? "withdrawn" : "left";
        notice.Subject = notice.Words[$"notice.staff.{left}.subject", ("reference", notice.Case.Reference.ToString())];
        notice.Say(notice.Words[$"notice.staff.{left}.body", ("what", notice.What)]);
        notice.Quote(said);
        if (!notice.Case.IsClosed)
        {
            notice.PromiseNow();
        }
    }

    /// <summary>To the resident who took it back, while others wait for the same.</summary>
    private static void WriteLeft(Notice notice)
    {
        var words = notice.Words;
        notice.Subject = words["notice.withdrawn.subject", ("reference", notice.Case.Reference.ToString())];
        notice.Heading(words["notice.closed.withdrawn.heading"]);
        notice.Say(words["notice.about", ("what", notice.What)]);
        notice.Say(words["notice.left.body"]);
        notice.WayToCase();
    }

    public static void Write(Notice notice)
    {
        var words = notice.Words;
        notice.Subject = words["notice.withdrawn.subject", ("reference", notice.Case.Reference.ToString())];
        notice.Heading(words["notice.withdrawn.heading"]);
        notice.Say(words["notice.about", ("what", notice.What)]);
        notice.Say(words["notice.withdrawn.body"]);
        notice.WayToCase();
    }
}
