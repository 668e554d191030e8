using Kept.Cases.Notices;
using Kept.Domain.Cases;
using Kept.Storage;

namespace Kept.Cases.FollowCase;

internal sealed record FollowCaseInput(Reference Reference, By By, ContactDetails Details, string Language, int? SeenVersion = null);

/// <summary>"This is it, keep me informed": follows an open case instead of reporting it again.</summary>
internal sealed class FollowCase(CaseSaving saving, NoticePost post, KeptDb db)
{
    public const string Kind = "following";

    public Task<CaseOutcome> HandleAsync(FollowCaseInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(input.Reference, input.By, input.SeenVersion, async file =>
        {
            if (file.Case.IsClosed)
            {
                return "closed";
            }

            var follower = file.Case.Follow(file.Work, input.Details, input.Language);
            (await db.FindAsync<CaseWords>([file.Case.Id], cancellationToken))?.AddFollower(follower);
            await post.ToAsync(file, follower, Kind, Write, cancellationToken);
            return null;
        }, cancellationToken);

    public static void Write(Notice notice)
    {
        var words = notice.Words;
        notice.Subject = words["notice.following.subject", ("reference", notice.Case.Reference.ToString())];
        notice.Heading(words["notice.following.heading"]);
        notice.Say(words["notice.about", ("what", notice.Service.Name.In(words.Language))]);
        if (notice.Case.CurrentPromise is { IsOpen: true } promise)
        {
            notice.Promise(promise);
        }

        notice.Say(words["notice.received.weWrite"]);
        notice.WayToCase();
    }
}
