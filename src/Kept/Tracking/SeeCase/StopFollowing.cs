using Kept.Cases;
using Kept.Domain.Cases;

namespace Kept.Tracking.SeeCase;

/// <summary>A follower does not want to be told any more.</summary>
internal sealed class StopFollowing(CaseSaving saving)
{
    public Task<CaseOutcome> HandleAsync(Reference reference, long followerId, CancellationToken cancellationToken) =>
        saving.ChangeAsync(reference, By.Resident, seenVersion: null, file =>
        {
            file.Case.Followers.Single(follower => follower.Id == followerId).Stop(file.Work.Now);
            return Task.FromResult<string?>(null);
        }, cancellationToken);
}
