using Kept.Domain.Catalogue;
using NodaTime;

namespace Kept.Domain.Cases;

/// <summary>How a matter stood in the system it comes from.</summary>
/// <param name="ClosedAt">Null while it is open.</param>
/// <param name="Note">What the other system knew beside; staff see it.</param>
public sealed record FormerLife(Instant ReceivedAt, Instant? ClosedAt, Outcome Outcome, string? OutcomeWords, string? Note)
{
    /// <summary>The team that had it last; null for the team of the service.</summary>
    public string? Team { get; init; }

    /// <summary>How often a resident had said that it was not done after all.</summary>
    public int Reopened { get; init; }
}

public sealed partial class Case
{
    /// <summary>
    /// Takes over a matter from another system. What was promised there is not known, so an open case gets its promises
    /// counted from now, and a closed one has none. Nobody is told.
    /// </summary>
    public static Case TakeOver(Submission submission, FormerLife former, CaseWork work)
    {
        var then = work with { Now = former.ReceivedAt };
        var taken = Begin(submission, then);
        (taken.Team, taken.Reopened) = (former.Team ?? taken.Team, former.Reopened);
        if (former.Note is { Length: > 0 } note)
        {
            taken.Record(then, EventKind.Noted, isPublic: false, note);
        }

        if (former.ClosedAt is { } closedAt)
        {
            taken.stages.ForEach(stage => stage.End(closedAt));
            taken.Finish(work with { Now = closedAt }, former.Outcome, former.OutcomeWords, EventKind.Closed);
        }
        else
        {
            taken.StartClocks(work, ClockStart.Received, work.Now);
            taken.Changed();
        }

        return taken;
    }
}
