using Kept.Cases;
using Kept.Cases.FollowCase;
using Kept.Domain.Cases;
using NodaTime;

namespace Kept.Reports.IsItOneOfThese;

internal abstract record FollowInsteadOutcome
{
    private FollowInsteadOutcome()
    {
    }

    public sealed record Following(OpenDraft Draft) : FollowInsteadOutcome;

    /// <summary>The case was closed meanwhile, or was not among those offered to this draft.</summary>
    public sealed record NotOffered : FollowInsteadOutcome;

    public sealed record Gone : FollowInsteadOutcome;
}

/// <summary>"This is it, keep me informed": follows one of the cases that were offered; the draft then leads there.</summary>
internal sealed class FollowInstead(Drafts drafts, SimilarCases similar, FollowCase follow, IClock clock)
{
    public async Task<FollowInsteadOutcome> HandleAsync(
        (string Service, string Draft) address, Reference reference, string mail, string language, By by, CancellationToken cancellationToken)
    {
        if (await drafts.FindAsync(address.Service, address.Draft, cancellationToken) is not { Draft.SentAsId: null } open)
        {
            return new FollowInsteadOutcome.Gone();
        }

        if (open.Details.Following is not null)
        {
            return new FollowInsteadOutcome.Following(open);
        }

        if ((await similar.FindAsync(open, cancellationToken)).All(found => found.Case.Reference != reference))
        {
            return new FollowInsteadOutcome.NotOffered();
        }

        // Saved together with the follower; if another change to the case makes that start again, only the mark on the draft is lost.
        open.Draft.Describe(open.Details with { Mail = mail, Following = reference.Value }, language, clock.GetCurrentInstant());
        var details = open.Details.Contact with { Mail = mail };
        var outcome = await follow.HandleAsync(new FollowCaseInput(reference, by, details, language), cancellationToken);
        return outcome is CaseOutcome.Done
            ? new FollowInsteadOutcome.Following(new OpenDraft(open.Draft, open.Service))
            : new FollowInsteadOutcome.NotOffered();
    }
}
