using System.Collections.Concurrent;
using NodaTime;

namespace Kept.Workers;

/// <summary>What became of each kind of work in this process.</summary>
/// <param name="FailingSince">Null once it has succeeded again.</param>
/// <param name="Problem">The kind of the last exception; never its words, which may hold anything.</param>
internal sealed record WorkState(string Work, Instant? RanAt, Instant? FailedAt, Instant? FailingSince, long Runs, long Failures, string? Problem);

/// <summary>Remembers for each kind of work when it ran last and whether that went well.</summary>
internal sealed class WorkJournal(TimeProvider time, WorkMeters meters)
{
    private readonly ConcurrentDictionary<string, WorkState> states = new(StringComparer.Ordinal);

    public IReadOnlyList<WorkState> States => [.. states.Values.OrderBy(state => state.Work, StringComparer.Ordinal)];

    public void Ran(Type work, int done, TimeSpan took)
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        meters.Ran(work.Name, done, took);
        Change(work.Name, state => state with { RanAt = now, Runs = state.Runs + 1, FailingSince = null });
    }

    public void Failed(Type work, Exception problem)
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        meters.Failed(work.Name);
        Change(work.Name, state => state with
        {
            FailedAt = now,
            FailingSince = state.FailingSince ?? now,
            Failures = state.Failures + 1,
            Problem = problem.GetBaseException().GetType().Name,
        });
    }

    private void Change(string work, Func<WorkState, WorkState> change) => states.AddOrUpdate(
        work, name => change(new WorkState(name, null, null, null, 0, 0, null)), (_, state) => change(state));
}
