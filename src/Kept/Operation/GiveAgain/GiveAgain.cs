using Kept.Cases;
using Kept.Forwarding.Exchange;
using Kept.Forwarding.Exchange.RetryForward;
using Kept.Staff;
using Kept.Storage;

namespace Kept.Operation.GiveAgain;

internal abstract record GiveAgainOutcome
{
    private GiveAgainOutcome()
    {
    }

    /// <param name="Count">How many are tried again.</param>
    internal sealed record Trying(int Count) : GiveAgainOutcome;

    internal sealed record MayNot : GiveAgainOutcome;
}

/// <summary>An administrator has tried again what partners did not take: cases, and what they were to be told later.</summary>
internal sealed class GiveAgain(KeptDb db, NotGivenList notGiven, RetryForward retry)
{
    /// <summary>What one press may set going; the rest is there for the next.</summary>
    private const int MostAtOnce = 200;

    /// <param name="id">One of them; null for all.</param>
    public async Task<GiveAgainOutcome> HandleAsync(StaffIdentity by, long? id, CancellationToken cancellationToken)
    {
        if (!by.MayActAs(StaffRole.Administrator))
        {
            return new GiveAgainOutcome.MayNot();
        }

        var count = 0;
        foreach (var one in await notGiven.ReadAsync(MostAtOnce, id, cancellationToken))
        {
            db.ChangeTracker.Clear();
            count += await retry.HandleAsync(new RetryForwardInput(one.Reference, By.Staff(by.Id), one.Id), cancellationToken) is CaseOutcome.Done ? 1 : 0;
        }

        return new GiveAgainOutcome.Trying(count);
    }
}
