using Kept.Cases.Notices;
using Kept.Domain.Cases;

namespace Kept.Cases.WithdrawCase;

internal sealed record WithdrawCaseInput(Reference Reference, By By, string? Words);

/// <summary>The resident takes it back; whoever follows it is told.</summary>
internal sealed class WithdrawCase(CaseSaving saving, NoticePost post)
{
    public const string Kind = "withdrawn";

    public Task<CaseOutcome> HandleAsync(WithdrawCaseInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(input.Reference, input.By, seenVersion: null, async file =>
        {
            if (!file.Case.Withdraw(file.Work, input.Words))
            {
                return "closed";
            }

            await post.ToAllAsync(file, Kind, Write, cancellationToken);
            return null;
        }, cancellationToken);

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
