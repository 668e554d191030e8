using Kept.Testing;
using Kept.Testing.Databases;

namespace Kept.Chaos.OneNode.DiskErrors;

/// <summary>
/// Every file operation of SQLite fails in turn, in four ways while a report comes in and its mail goes out, and while the program
/// ends and starts again: the answer is an acknowledgement or a clear error, and what was acknowledged is there. Then the same report is
/// sent again until it is taken.
/// </summary>
internal sealed class FailingDisk()
    : OneNodeExperiment("disk", "Each file operation of SQLite fails in turn while a report comes in and its mail goes out.", 0, Database.Sqlite)
{
    private static readonly (string Name, DiskFault Fault, Func<DiskRun, KeptApp, DiskFault, Task> Way)[] Ways =
    [
        ("one operation fails", DiskFault.Once, (run, app, fault) => run.ReportsAsync(app, fault)),
        ("everything that writes fails from then on", DiskFault.FromThenOn, (run, app, fault) => run.ReportsAsync(app, fault)),
        ("the disk is full from then on", DiskFault.Full, (run, app, fault) => run.ReportsAsync(app, fault)),
        ("a write is torn", DiskFault.Torn, (run, app, fault) => run.ReportsAsync(app, fault)),
        ("one operation fails while the program starts", DiskFault.Once, (run, app, fault) => run.StartsAsync(app, fault)),
    ];

    protected override async IAsyncEnumerable<Finding> RunAsync(OneNodeOptions options)
    {
        FaultyVfs.Install();
        var hit = new HashSet<DiskOperation>();
        foreach (var (name, fault, way) in Ways)
        {
            var run = new DiskRun();
            await using var app = await KeptApp.StartAsync(Database.Sqlite);
            await way(run, app, fault);
            hit.UnionWith(run.Kinds.Keys);
            yield return new Finding($"{name}: places", $"{run.Faults}", "at least 20", run.Faults >= 20);
            yield return Finding.Note($"{name}: operations that failed", string.Join(", ", run.Kinds.OrderBy(kind => kind.Key).Select(kind => $"{kind.Key} {kind.Value}")));
            yield return Finding.Note($"{name}: answers while it failed", string.Join(", ", run.Answers.OrderBy(answer => answer.Key).Select(answer => $"{answer.Key}: {answer.Value}")));
            yield return Finding.None($"{name}: answers that are neither an acknowledgement nor a clear error", run.Unclear);
            yield return Finding.None($"{name}: reports that were not taken once the disk worked again", run.NotTaken);
            await foreach (var finding in run.Reports.CompareAsync(app.Database))
            {
                yield return finding with { What = $"{name}: {finding.What}" };
            }
        }

        var spared = FaultPlan.SeenKinds.Except(hit).ToList();
        yield return new Finding($"kinds of operations, of {FaultPlan.SeenKinds.Count}, that never failed", spared.Count == 0 ? "none" : string.Join(", ", spared), "none", spared.Count == 0);
    }
}
