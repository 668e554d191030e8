using NodaTime;

namespace Kept.Domain.Cases;

/// <summary>A stage of one case: where its clock started and when it ended.</summary>
public sealed class CaseStage(long id, CaseId caseId, string code, int ordinal)
{
    public long Id { get; private set; } = id;

    public CaseId CaseId { get; private set; } = caseId;

    public string Code { get; private set; } = code;

    public int Ordinal { get; private set; } = ordinal;

    public Instant? ClockStartedAt { get; private set; }

    public Instant? EndedAt { get; private set; }

    internal void StartClock(Instant at) => ClockStartedAt ??= at;

    internal void End(Instant at) => EndedAt ??= at;

    internal void StartAgain(Instant at) => (ClockStartedAt, EndedAt) = (at, null);
}

/// <summary>A time in which the clocks of a case stood still, because we waited for the resident.</summary>
public sealed class Pause(long id, CaseId caseId, Instant fromAt, string reason)
{
    public long Id { get; private set; } = id;

    public CaseId CaseId { get; private set; } = caseId;

    public Instant FromAt { get; private set; } = fromAt;

    public Instant? ToAt { get; private set; }

    /// <summary>What we wait for, as the resident was told.</summary>
    public string Reason { get; private set; } = reason;

    internal void End(Instant at) => ToAt = at;
}

/// <summary>Somebody went there: done, or not done with a reason.</summary>
/// <param name="reason">Code of the service's reason; null when it was done.</param>
public sealed class Visit(long id, CaseId caseId, Instant at, bool done, string? reason, string? words, long? byId)
{
    public long Id { get; private set; } = id;

    public CaseId CaseId { get; private set; } = caseId;

    public Instant At { get; private set; } = at;

    public bool Done { get; private set; } = done;

    public string? Reason { get; private set; } = reason;

    public string? Words { get; private set; } = words;

    public long? ById { get; private set; } = byId;
}

/// <summary>One line of the timeline. <see cref="Details"/> is a JSON object with what the line needs to be written in any language.</summary>
public sealed class CaseEvent(
    long id, CaseId caseId, Instant at, EventKind kind, bool isPublic, Actor actor, long? byId, string? words, string details)
{
    public long Id { get; private set; } = id;

    public CaseId CaseId { get; private set; } = caseId;

    public Instant At { get; private set; } = at;

    public EventKind Kind { get; private set; } = kind;

    /// <summary>Residents see it too, in the same words.</summary>
    public bool IsPublic { get; private set; } = isPublic;

    public Actor Actor { get; private set; } = actor;

    /// <summary>The member of staff, when <see cref="Actor"/> is staff.</summary>
    public long? ById { get; private set; } = byId;

    /// <summary>Free words somebody typed.</summary>
    public string? Words { get; private set; } = words;

    public string Details { get; private set; } = details;
}

public enum EventKind
{
    Received,
    PromiseGiven,
    PromiseKept,
    PromiseRevised,
    PromiseBroken,
    Warned,
    StageEnded,
    Visited,
    Taken,
    HandedOver,
    Escalated,
    Noted,
    Contacted,
    Messaged,
    InformationAdded,
    FileAdded,
    Paused,
    Resumed,
    Followed,
    Merged,
    Unmerged,
    Closed,
    Reopened,
    Withdrawn,
    SurveyAnswered,

    /// <summary>How somebody is reached was put right.</summary>
    Corrected,
}

/// <summary>One interaction on one channel in one direction.</summary>
public sealed class Contact(
    long id, CaseId caseId, Instant at, Channel channel, bool incoming, bool chaser, long? followerId, string? words, long? byId)
{
    public long Id { get; private set; } = id;

    public CaseId CaseId { get; private set; } = caseId;

    public Instant At { get; private set; } = at;

    public Channel Channel { get; private set; } = channel;

    public bool Incoming { get; private set; } = incoming;

    /// <summary>Failure demand: not needed had we kept or communicated a promise.</summary>
    public bool Chaser { get; private set; } = chaser;

    /// <summary>The agent who corrected what the system thought; null while nobody did.</summary>
    public long? MarkedById { get; private set; }

    public long? FollowerId { get; private set; } = followerId;

    public string? Words { get; private set; } = words;

    public long? ById { get; private set; } = byId;

    internal void Mark(bool chaser, long byId) => (Chaser, MarkedById) = (chaser, byId);
}
