using Kept.Domain.Cases;
using Kept.Domain.Messages;
using Kept.Storage;

namespace Kept.Cases.CorrectFollower;

/// <param name="Notes">How this person is best reached.</param>
internal sealed record CorrectFollowerInput(
    Reference Reference, int? SeenVersion, By By, long FollowerId, ContactDetails Details, string? Notes);

/// <summary>Puts right how somebody on a case is reached: a letter missing in an address, a number that changed, "hard of hearing, write".</summary>
internal sealed class CorrectFollower(CaseSaving saving, KeptDb db)
{
    public Task<CaseOutcome> HandleAsync(CorrectFollowerInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(input.Reference, input.By, input.SeenVersion, async file =>
        {
            if (input.Details.Mail is { } mail && !IsAddress(mail))
            {
                return "mailShape";
            }

            if (file.Case.Correct(file.Work, input.FollowerId, input.Details, input.Notes) is not { } follower)
            {
                return "followerUnknown";
            }

            (await db.FindAsync<CaseWords>([file.Case.Id], cancellationToken))?.AddFollower(follower);
            return null;
        }, cancellationToken);

    /// <summary>One address and nothing beside it: a name or a second line could change where a mail goes.</summary>
    private static bool IsAddress(string mail) => !mail.Any(char.IsWhiteSpace) && MailAddress.TryParse(mail, out _);
}
