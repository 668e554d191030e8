using Kept.Cases.Notices;
using Kept.Domain.Cases;

namespace Kept.Cases.WriteToResident;

internal sealed record WriteToResidentInput(Reference Reference, By By, string Words, int? SeenVersion = null);

/// <summary>An agent's own words to everybody who follows the case.</summary>
internal sealed class WriteToResident(CaseSaving saving, NoticePost post)
{
    public const string Kind = "message";

    public Task<CaseOutcome> HandleAsync(WriteToResidentInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(
            input.Reference, input.By, input.SeenVersion, file => DecideAsync(file, input.Words, cancellationToken), cancellationToken);

    /// <summary>The decision and its rows, for operations that write as part of something else. Null when done, else the key of the refusal.</summary>
    public async Task<string?> DecideAsync(CaseFile file, string said, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(said))
        {
            return "messageEmpty";
        }

        if (!file.Case.Followers.Any(follower => follower is { IsFollowing: true, Mail: not null }))
        {
            return "noAddress";
        }

        file.Case.Tell(file.Work, said);
        await post.ToAllAsync(file, Kind, notice => Write(notice, said), cancellationToken);
        return null;
    }

    public static void Write(Notice notice, string said)
    {
        var words = notice.Words;
        notice.Subject = words["notice.message.subject", ("reference", notice.Case.Reference.ToString())];
        notice.Heading(words["notice.message.heading"]);
        notice.Say(words["notice.about", ("what", notice.What)]);
        foreach (var paragraph in said.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            notice.Say(paragraph);
        }

        notice.WayToCase();
    }
}
