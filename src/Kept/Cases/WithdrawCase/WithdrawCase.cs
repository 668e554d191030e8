using Kept.Cases.Notices;
using Kept.Domain.Cases;

namespace Kept.Cases.WithdrawCase;

internal sealed record WithdrawCaseInput(Reference Reference, By By, string? Words);

/// <summary>The resident takes it back; whoever follows it is told.</summary>
internal sealed class WithdrawCase(CaseSaving saving, NoticePost post)
{
    public Task<CaseOutcome> HandleAsync(WithdrawCaseInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(input.Reference, input.By, seenVersion: null, async file =>
        {
            if (!file.Case.Withdraw(file.Work, input.Words))
            {
                return "closed";
            }

            await post.ToAllAsync(file, "withdrawn", Write, cancellationToken);
            return null;
        }, cancellationToken);

    private static void Write(Notice notice)
    {
        var words = notice.Words;
        notice.Subject = words["notice.withdrawn.subject", ("reference", notice.Case.Reference.ToString())];
        notice.Heading(words["notice.withdrawn.heading"]);
        notice.Say(words["notice.about", ("what", notice.What)]);
        notice.Say(words["notice.withdrawn.body"]);
        notice.WayToCase();
    }
}
