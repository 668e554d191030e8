using Kept.Domain.Cases;
using NodaTime;

namespace Kept.Domain.Promises;

public enum PromiseState
{
    Open,
    Kept,

    /// <summary>Replaced by another promise before it was due, with a reason the resident was told; or no longer needed.</summary>
    Revised,
    Broken,
}

/// <summary>Where the sentence of a promise comes from.</summary>
public enum PromiseSource
{
    Stage,

    /// <summary>The service's policy for a case that is opened again.</summary>
    Reopening,

    /// <summary>An agent's own words.</summary>
    Agent,
}

/// <summary>
/// A dated commitment in words that a resident was given. Its due instant never moves: a later edit of a calendar or
/// a service leaves it alone, and a new date is a new promise that replaces this one.
/// </summary>
public sealed class Promise
{
    private Promise()
    {
    }

    public Promise(long id, CaseId caseId, PromiseTerms terms, Instant givenAt, long? givenById)
    {
        (Id, CaseId, GivenAt, GivenById) = (id, caseId, givenAt, givenById);
        (Stage, Source, Words, Language, Channel) = (terms.Stage, terms.Source, terms.Words, terms.Language, terms.Channel);
        (ClockFrom, Target, Calendar) = (terms.ClockFrom, terms.Target, terms.Calendar);
        (Due, WarnAt, Explanation) = (terms.Due, terms.WarnAt, terms.Explanation);
    }

    public long Id { get; private set; }

    public CaseId CaseId { get; private set; }

    /// <summary>The stage that made it; null when an agent did.</summary>
    public string? Stage { get; private set; }

    public PromiseSource Source { get; private set; }

    public PromiseState State { get; private set; }

    /// <summary>The sentence as the resident was given it, in <see cref="Language"/>.</summary>
    public string Words { get; private set; } = "";

    public string Language { get; private set; } = "en";

    public Channel Channel { get; private set; }

    public Instant GivenAt { get; private set; }

    public long? GivenById { get; private set; }

    public Instant ClockFrom { get; private set; }

    /// <summary>"7 working days"; null when an agent named a date.</summary>
    public string? Target { get; private set; }

    /// <summary>Code of the calendar it was counted on.</summary>
    public string Calendar { get; private set; } = "";

    public Instant Due { get; private set; }

    public Instant? WarnAt { get; private set; }

    public Instant? WarnedAt { get; private set; }

    /// <summary>Since when its clock stands still; null while it runs.</summary>
    public Instant? SuspendedAt { get; private set; }

    /// <summary>When it was kept, revised or broken.</summary>
    public Instant? SettledAt { get; private set; }

    public long? ReplacedById { get; private set; }

    /// <summary>Why it was revised or broken, as the resident was told.</summary>
    public string? Reason { get; private set; }

    /// <summary>The steps of the explanation, as JSON (explanation steps), fixed when the promise was given.</summary>
    public string Explanation { get; private set; } = "[]";

    public bool IsOpen => State == PromiseState.Open;

    public bool IsRunning => IsOpen && SuspendedAt is null;

    /// <summary>Its time has run out, whether or not the sweep of the clocks has come by.</summary>
    public bool IsOverdue(Instant now) => IsRunning && Due < now;

    /// <summary>What was promised is done: kept when that was in time; a broken promise stays broken.</summary>
    internal bool Settle(Instant now)
    {
        if (!IsOpen)
        {
            return false;
        }

        (State, SettledAt) = (IsOverdue(now) ? PromiseState.Broken : PromiseState.Kept, now);
        return true;
    }

    internal void Break(Instant now, string? reason) => Move(PromiseState.Broken, now, reason);

    internal void Revise(Instant now, string reason, long? replacedById)
    {
        Move(PromiseState.Revised, now, reason);
        ReplacedById = replacedById;
    }

    /// <summary>A broken promise stays broken; it learns which one was given in its place, once.</summary>
    internal void ReplaceBroken(string reason, long replacedById)
    {
        ThrowUnless(State == PromiseState.Broken && ReplacedById is null, "given another in its place");
        (Reason, ReplacedById) = (reason, replacedById);
    }

    internal void Suspend(Instant now)
    {
        ThrowUnless(IsOpen, "suspended");
        SuspendedAt ??= now;
    }

    /// <summary>Its clock runs again, and nothing was lost.</summary>
    internal void GoOn()
    {
        ThrowUnless(IsOpen, "let go on");
        SuspendedAt = null;
    }

    /// <summary>Set aside with a merge: revised, and no other given in its place.</summary>
    internal bool IsSetAside => State == PromiseState.Revised && ReplacedById is null && Reason == WithAMerge;

    /// <summary>Why a promise is revised that was set aside with a merge.</summary>
    internal const string WithAMerge = "merged";

    /// <summary>Why a promise is revised that nobody needs any more, as the case was closed without doing what it says.</summary>
    internal const string WithTheCase = "closed";

    /// <summary>Whether nothing but the close of its case ended it.</summary>
    /// <param name="closedAt">When that was.</param>
    internal bool EndedWithTheCase(Instant closedAt) => SettledAt == closedAt && ReplacedById is null
        && (State == PromiseState.Kept || (State == PromiseState.Revised && Reason == WithTheCase));

    /// <summary>Undoes a merge.</summary>
    internal void OpenAgain()
    {
        ThrowUnless(IsSetAside, "opened again");
        (State, SettledAt, Reason) = (PromiseState.Open, null, null);
    }

    /// <summary>Undoes a close.</summary>
    internal void OpenAgain(Instant closedAt)
    {
        ThrowUnless(EndedWithTheCase(closedAt), "opened again");
        (State, SettledAt, Reason) = (PromiseState.Open, null, null);
    }

    /// <summary>What became of it in the system it comes from.</summary>
    internal void EndedAs(PromiseState state, Instant at, string? reason)
    {
        // A reason that is ours would let the end of a merge or a close open it again.
        Move(state, at, reason is WithAMerge or WithTheCase ? null : reason);
    }

    /// <summary>Learns which one was given in its place, once.</summary>
    internal void LearnReplacement(long replacedById) => ReplacedById ??= IsOpen ? null : replacedById;

    internal void Warned(Instant now) => WarnedAt = now;

    private void Move(PromiseState state, Instant now, string? reason)
    {
        ThrowUnless(IsOpen, $"{state}");
        (State, SettledAt, Reason) = (state, now, reason);
    }

    private void ThrowUnless(bool allowed, string what)
    {
        if (!allowed)
        {
            throw new InvalidOperationException($"Promise {Id} is {State} and cannot be {what}.");
        }
    }
}

/// <summary>What makes up a promise before it is given.</summary>
public sealed record PromiseTerms(
    string? Stage,
    PromiseSource Source,
    string Words,
    string Language,
    Channel Channel,
    Instant ClockFrom,
    string? Target,
    string Calendar,
    Instant Due,
    Instant? WarnAt,
    string Explanation);
