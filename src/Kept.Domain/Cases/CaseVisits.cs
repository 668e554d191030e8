using System.Text.Json.Nodes;
using Kept.Domain.Catalogue;
using Kept.Domain.Promises;
using NodaTime;

namespace Kept.Domain.Cases;

/// <summary>What came of recording a visit.</summary>
public abstract record VisitOutcome
{
    private VisitOutcome()
    {
    }

    /// <param name="Given">Promises whose clocks this visit started.</param>
    /// <param name="AllStagesEnded">Nothing is left to do: the case can be closed.</param>
    public sealed record Recorded(Visit Visit, IReadOnlyList<Promise> Given, bool AllStagesEnded) : VisitOutcome;

    public sealed record AlreadyClosed : VisitOutcome;

    /// <summary>A visit that was not done needs one of the service's reasons.</summary>
    public sealed record ReasonMissing : VisitOutcome;

    /// <summary>A visit cannot be in the future, or before the case was received.</summary>
    public sealed record TimeImpossible : VisitOutcome;
}

public sealed partial class Case
{
    /// <summary>
    /// Records that somebody went there. Stages that end with it end, their promises are kept if they were in time,
    /// and the clocks that wait for the first visit start at <paramref name="at"/>.
    /// </summary>
    public VisitOutcome RecordVisit(CaseWork work, Instant at, bool done, string? reason, string? words)
    {
        if (IsClosed)
        {
            return new VisitOutcome.AlreadyClosed();
        }

        if (at > work.Now || at < ReceivedAt)
        {
            return new VisitOutcome.TimeImpossible();
        }

        if (!done && !work.Service.VisitReasons.Any(known => known.Code == reason))
        {
            return new VisitOutcome.ReasonMissing();
        }

        var visit = new Visit(work.NewId(), Id, at, done, done ? null : reason, words, work.ById);
        visits.Add(visit);
        Record(work, EventKind.Visited, isPublic: true, words, new JsonObject
        {
            ["done"] = done,
            ["reason"] = visit.Reason,
            ["at"] = at.ToString(),
        });

        var before = promises.Count;
        foreach (var stage in stages.Where(stage => stage.EndedAt is null).ToList())
        {
            var ends = work.Service.StageOf(stage.Code).Ends;
            if (ends == StageEnd.FirstVisit || (ends == StageEnd.VisitDone && done))
            {
                EndStage(work, stage, at);
            }
        }

        StartClocks(work, ClockStart.FirstVisit, at);
        Changed();
        return new VisitOutcome.Recorded(visit, promises[before..], stages.All(stage => stage.EndedAt is not null));
    }

    /// <summary>An agent says that the current step is done. False when there is none.</summary>
    public bool EndCurrentStage(CaseWork work)
    {
        if (IsClosed || CurrentStage is not { } stage)
        {
            return false;
        }

        EndStage(work, stage, work.Now);
        Changed();
        return true;
    }

    private void EndStage(CaseWork work, CaseStage stage, Instant at)
    {
        stage.End(at);
        Record(work, EventKind.StageEnded, isPublic: true, details: new JsonObject { ["stage"] = stage.Code });
        foreach (var promise in promises.Where(promise => promise.Stage == stage.Code && promise.IsOpen))
        {
            Settle(work, promise, at);
        }

        StartClocks(work, ClockStart.PreviousStageEnded, at);
    }

    private void Settle(CaseWork work, Promise promise, Instant at)
    {
        if (promise.Settle(at))
        {
            var kind = promise.State == PromiseState.Kept ? EventKind.PromiseKept : EventKind.PromiseBroken;
            Record(work, kind, isPublic: true, promise.Words, DetailsOf(promise));
        }
    }
}
