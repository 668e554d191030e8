using System.Text.Json.Nodes;
using Kept.Domain.Catalogue;
using Kept.Domain.Promises;
using NodaTime;

namespace Kept.Domain.Cases;

/// <summary>A promise that was given in another system.</summary>
/// <param name="Stage">Code of the stage that made it; one that the service here does not have means none.</param>
/// <param name="SettledAt">When it was kept, revised or broken; null while it is open.</param>
/// <param name="StoodStillAt">Since when its clock stood still at its end; null where it ran. An open one runs here.</param>
public sealed record OldPromise(
    string? Stage, PromiseSource Source, PromiseState State, string Words, string Language, Instant GivenAt, Instant Due, Instant? SettledAt, string? Reason, Instant? StoodStillAt = null);

public sealed partial class Case
{
    /// <summary>
    /// Takes over a promise. One that is open and not due yet is counted down here as it was told, in place of what was counted
    /// when the case was taken over; one whose day has passed broke on that day; others are history, and a stage whose promise was
    /// kept is done.
    /// </summary>
    /// <param name="work">Now, and by nobody here.</param>
    /// <param name="system">What the other system is called.</param>
    /// <param name="old">As somebody was told.</param>
    /// <param name="countedAt">When the case was taken over, if it was.</param>
    public Promise TakeOver(CaseWork work, string system, OldPromise old, Instant? countedAt)
    {
        var stage = stages.FirstOrDefault(stage => stage.Code == old.Stage);
        var (state, at) = StateOf(old, stage, work.Now);
        var terms = work.Promises.Told(old, stage is null ? null : work.Service.StageOf(stage.Code), Channel, warns: state == PromiseState.Open);
        var promise = new Promise(work.NewId(), Id, terms, old.GivenAt, givenById: null);
        promises.Add(promise);
        RecordOld(work, system, old.GivenAt, EventKind.PromiseGiven, promise);
        if (state == PromiseState.Open)
        {
            CountDown(work, promise, stage, countedAt);
        }
        else
        {
            if (old is { State: not PromiseState.Open, StoodStillAt: { } stood })
            {
                promise.Suspend(stood);
            }

            promise.EndedAs(state, at, old.Reason);
            RecordOld(work, system, at, EndOf(state), promise);
            if (state == PromiseState.Kept && !IsClosed && stage is { EndedAt: null } && countedAt is { } counted)
            {
                EndKept(work, stage, at, counted);
            }
        }

        Changed();
        return promise;
    }

    /// <summary>A promise that was taken over learns which one was given in its place.</summary>
    public void LearnReplacement(long promiseId, long replacedById)
    {
        promises.Single(promise => promise.Id == promiseId).LearnReplacement(replacedById);
        Changed();
    }

    /// <summary>What has become of it until now: a case or a stage may have ended here since.</summary>
    private (PromiseState State, Instant At) StateOf(OldPromise old, CaseStage? stage, Instant now)
    {
        if (old.State != PromiseState.Open)
        {
            return (old.State, old.SettledAt ?? old.Due);
        }

        // A stage that ended before was begun again with this promise, as when a case was opened again.
        var ended = stage?.EndedAt >= old.GivenAt ? stage.EndedAt : ClosedAt;
        return ended is { } done && done <= old.Due ? (PromiseState.Kept, done)
            : old.Due <= now || IsClosed ? (PromiseState.Broken, old.Due)
            : (PromiseState.Open, now);
    }

    private void CountDown(CaseWork work, Promise promise, CaseStage? stage, Instant? countedAt)
    {
        if (stage is not null)
        {
            EndBefore(work.Service.StageOf(stage.Code), stage, promise.GivenAt, work.Service);
            if (stage.EndedAt is null)
            {
                stage.StartClock(promise.GivenAt);
            }
            else
            {
                stage.StartAgain(promise.GivenAt);
            }
        }

        if (State == CaseState.Waiting)
        {
            promise.Suspend(work.Now);
        }

        var counted = promises.Where(other => other != promise && IsOnlyCounted(other, countedAt) && (stage is null || other.Stage == stage.Code || IsDoneWith(other))).ToList();
        counted.ForEach(TakeBack);
    }

    /// <summary>What the other system had done need not be done here: in place of that stage the next is counted, as if it had been when the case came.</summary>
    private void EndKept(CaseWork work, CaseStage stage, Instant at, Instant countedAt)
    {
        if (promises.FirstOrDefault(other => other.Stage == stage.Code && IsOnlyCounted(other, countedAt)) is not { } counted)
        {
            return;
        }

        TakeBack(counted);
        stage.End(at);
        var then = work with { Now = countedAt };
        if (work.Service.StageOf(stage.Code).Ends == StageEnd.FirstVisit)
        {
            StartClocks(then, ClockStart.FirstVisit, countedAt);
        }

        StartClocks(then, ClockStart.PreviousStageEnded, countedAt);
    }

    /// <summary>Stages without whose end the clock of this one would not have started.</summary>
    private void EndBefore(Stage definition, CaseStage stage, Instant at, Service service)
    {
        foreach (var earlier in stages.Where(other => other.Ordinal < stage.Ordinal && other.EndedAt is null))
        {
            if (definition.Starts == ClockStart.PreviousStageEnded
                || (definition.Starts == ClockStart.FirstVisit && service.StageOf(earlier.Code).Ends == StageEnd.FirstVisit))
            {
                earlier.End(at);
            }
        }
    }

    /// <summary>Whether it was counted when the case was taken over, and nothing has come of it since: nobody was told of it.</summary>
    private static bool IsOnlyCounted(Promise promise, Instant? countedAt) =>
        promise is { Source: PromiseSource.Stage, IsRunning: true, WarnedAt: null, GivenById: null } && promise.GivenAt == countedAt;

    /// <summary>With its line, of those at hand.</summary>
    private void TakeBack(Promise promise)
    {
        promises.Remove(promise);
        events.RemoveAll(line => line.Kind == EventKind.PromiseGiven
            && JsonNode.Parse(line.Details)!["promise"]?.GetValue<long>() == promise.Id);
    }

    private void RecordOld(CaseWork work, string system, Instant at, EventKind kind, Promise promise)
    {
        var details = DetailsOf(promise);
        if (kind == EventKind.PromiseRevised)
        {
            details["reason"] = promise.Reason;
        }

        RecordOld(work, system, at, kind, isPublic: true, promise.Words, details);
    }

    private static EventKind EndOf(PromiseState state) => state switch
    {
        PromiseState.Kept => EventKind.PromiseKept,
        PromiseState.Broken => EventKind.PromiseBroken,
        PromiseState.Revised => EventKind.PromiseRevised,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
