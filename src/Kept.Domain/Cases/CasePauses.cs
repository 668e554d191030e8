using System.Text.Json.Nodes;
using Kept.Domain.Promises;
using NodaTime;

namespace Kept.Domain.Cases;

public sealed partial class Case
{
    /// <summary>Stops the clocks because we wait for the resident. False when it is closed or waiting already, or no reason is given.</summary>
    public bool PauseClocks(CaseWork work, string reason)
    {
        if (State != CaseState.Open || string.IsNullOrWhiteSpace(reason))
        {
            return false;
        }

        (State, PausedAt) = (CaseState.Waiting, work.Now);
        pauses.Add(new Pause(work.NewId(), Id, work.Now, reason));
        foreach (var promise in promises.Where(promise => promise.IsOpen))
        {
            promise.Suspend(work.Now);
        }

        Record(work, EventKind.Paused, isPublic: true, reason);
        Changed();
        return true;
    }

    /// <summary>
    /// Lets the clocks go on. Every promise that stood still goes on as it was where the pause took no time from it, and is
    /// replaced by one with the time that was left where it did. A day that was named while we waited was named in spite of
    /// that, and stays.
    /// Returns the new promises; null when the case was not waiting.
    /// </summary>
    public IReadOnlyList<Promise>? ResumeClocks(CaseWork work)
    {
        if (State != CaseState.Waiting)
        {
            return null;
        }

        var given = EndPause(work);
        Changed();
        return given;
    }

    private List<Promise> EndPause(CaseWork work)
    {
        var pause = pauses.Last(pause => pause.ToAt is null);
        pause.End(work.Now);
        (State, PausedAt) = (CaseState.Open, null);
        Record(work, EventKind.Resumed, isPublic: true, details: new JsonObject { ["since"] = pause.FromAt.ToString() });

        return [.. promises.Where(promise => promise is { IsOpen: true, SuspendedAt: not null }).ToList()
            .Select(promise => GoOn(work, promise, pause)).OfType<Promise>()];
    }

    /// <summary>
    /// Gives in place of a promise that stood still one with the time that was left when it began to; null where that is the
    /// same time.
    /// </summary>
    private Promise? GoOn(CaseWork work, Promise promise, Pause pause)
    {
        var stood = new Interval(promise.SuspendedAt, pause.ToAt);
        var terms = work.Promises.AfterPause(promise, PausesSince(promise.ClockFrom, work.Now), stood, Language, Channel);
        if (terms.Due == promise.Due)
        {
            promise.GoOn();
            return null;
        }

        return Replace(work, promise, terms, pause.Reason);
    }
}
