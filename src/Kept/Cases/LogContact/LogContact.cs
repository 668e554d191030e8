using Kept.Domain.Cases;

namespace Kept.Cases.LogContact;

/// <param name="BringsNews">
/// Whether the person told us something we did not know; a contact about an open case that brings nothing new is a chaser. Who
/// writes down what was said has to say it; with nothing written down it may be left out, and then nothing was new.
/// </param>
internal sealed record LogContactInput(
    Reference Reference, By By, Channel Channel, bool Incoming, bool? BringsNews, string? Words, long? FollowerId = null,
    int? SeenVersion = null);

/// <summary>Logs an interaction on a channel.</summary>
internal sealed class LogContact(CaseSaving saving)
{
    public Task<CaseOutcome> HandleAsync(LogContactInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(input.Reference, input.By, input.SeenVersion, file =>
        {
            if (input.FollowerId is { } follower && file.Case.Followers.All(known => known.Id != follower))
            {
                return Task.FromResult<string?>("followerUnknown");
            }

            if (input is { Incoming: true, BringsNews: null } && !string.IsNullOrWhiteSpace(input.Words) && !file.Case.IsClosed)
            {
                return Task.FromResult<string?>("contactNews");
            }

            file.Case.LogContact(file.Work, input.Channel, input.Incoming, input.BringsNews ?? false, input.Words, input.FollowerId);
            return Task.FromResult<string?>(null);
        }, cancellationToken);
}

internal sealed record MarkContactInput(Reference Reference, By By, long ContactId, bool Chaser, int? SeenVersion = null);

/// <summary>Corrects whether a contact was a chaser.</summary>
internal sealed class MarkContact(CaseSaving saving)
{
    public Task<CaseOutcome> HandleAsync(MarkContactInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(
            input.Reference, input.By, input.SeenVersion,
            file => Task.FromResult(file.Case.MarkContact(file.Work, input.ContactId, input.Chaser) ? null : WhyNot(file.Case, input.ContactId)),
            cancellationToken);

    private static string WhyNot(Case about, long contactId) =>
        about.ContactLog.Any(contact => contact.Id == contactId && !contact.Incoming) ? "contactOutgoing" : "contactUnknown";
}
