namespace Kept.Domain.Catalogue;

public enum ClockStart
{
    Received,
    PreviousStageEnded,
    FirstVisit,
}

public enum StageEnd
{
    /// <summary>Any visit ends it, done or not: somebody went and looked.</summary>
    FirstVisit,

    /// <summary>The visit that is recorded as done ends it.</summary>
    VisitDone,

    /// <summary>An agent says that the step is done (a decision, an answer, a permit sent).</summary>
    Agent,
}

/// <summary>A step of a service with a target in working time.</summary>
/// <param name="Target">Such as "7 working days", "4 working hours", "15 calendar days", "24 hours"; or "slot": the end of the booked slot.</param>
/// <param name="Starts">When its clock starts.</param>
/// <param name="Ends">What ends it.</param>
/// <param name="Warn">How long before the due instant owner and team lead are warned, as a target counted backwards: "1 working day".</param>
/// <param name="Promise">
/// The whole public sentence with <c>{date}</c> where the day stands, as word order differs: "By {date} we will have gone to look."
/// The date is filled in as it is said alone ("srijeda, 11. ožujka"), with the time behind it where the target is in hours or minutes.
/// </param>
/// <param name="Next">The sentence for a step whose clock has not started: "Then we clear it within 15 working days of that visit."</param>
/// <param name="Calendar">Overrides the service's calendar.</param>
public sealed record Stage(
    string Code,
    LocalText Name,
    string Target,
    ClockStart Starts,
    StageEnd Ends,
    string Warn,
    LocalText Promise,
    LocalText Next,
    string? Calendar = null)
{
    public const string SlotTarget = "slot";

    /// <summary>Stands in <see cref="Promise"/> where the day is filled in.</summary>
    public const string DatePlace = "{date}";
}
