using Kept.Testing;
using Kept.Testing.Databases;

namespace Kept.Chaos.OneNode.DiskErrors;

/// <summary>
/// Every file operation of SQLite fails in turn, in four ways, while a report comes in and its mail goes out: the answer is an
/// acknowledgement or a clear error, and what was acknowledged is there. Then the same report is sent again until it is taken.
/// </summary>
internal sealed class FailingDisk()
    : OneNodeExperiment("disk", "Each file operation of SQLite fails in turn while a report comes in and its mail goes out.", 0, Database.Sqlite)
{
    /// <summary>After so many operations without a fault the work of one report is through.</summary>
    private const int MostOperations = 2_000;

    /// <summary>So often the program is ended and started again on what the faults left.</summary>
    private const int RestartEvery = 25;

    protected override async IAsyncEnumerable<Finding> RunAsync(OneNodeOptions options)
    {
        FaultyVfs.Install();
        foreach (var fault in Enum.GetValues<DiskFault>())
        {
            var run = new Run();
            await using var app = await KeptApp.StartAsync(Database.Sqlite);
            await run.AllAsync(app, fault);
            var name = fault switch
            {
                DiskFault.Once => "one operation fails",
                DiskFault.FromThenOn => "everything that writes fails from then on",
                DiskFault.Full => "the disk is full from then on",
                _ => "a write is torn",
            };
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
    }

    private sealed class Run
    {
        private const int MostTries = 50;
        private int number;

        public Submissions Reports { get; } = new();

        public int Faults { get; private set; }

        public int Unclear { get; private set; }

        public int NotTaken { get; private set; }

        public Dictionary<DiskOperation, int> Kinds { get; } = [];

        public Dictionary<int, int> Answers { get; } = [];

        public async Task AllAsync(KeptApp app, DiskFault fault)
        {
            using var client = app.Client();
            await Reports.SendAsync(client, number);
            for (var operation = 1; operation <= MostOperations; operation++)
            {
                if (await OneAsync(app, client, operation, fault) is not { } failed)
                {
                    return;
                }

                Faults++;
                Kinds[failed] = Kinds.GetValueOrDefault(failed) + 1;
                if (operation % RestartEvery == 0)
                {
                    await app.RestartAsync();
                }
            }
        }

        private async Task<DiskOperation?> OneAsync(KeptApp app, HttpClient client, int operation, DiskFault fault)
        {
            number++;
            FaultPlan.Begin(operation, fault);
            var status = await Reports.SendAsync(client, number);
            await WorkAsync(app);
            FaultPlan.End();
            if (FaultPlan.Failed is null)
            {
                return null;
            }

            Answers[status] = Answers.GetValueOrDefault(status) + 1;
            Unclear += status is 201 or 503 ? 0 : 1;
            for (var tries = 1; !Reports.Has(number); tries++)
            {
                if (tries == MostTries)
                {
                    NotTaken++;
                    break;
                }

                await Reports.SendAsync(client, number);
            }

            await WorkAsync(app);
            return FaultPlan.Failed;
        }

        /// <summary>A worker whose database fails is tried again later, as in the program itself.</summary>
        private static async Task WorkAsync(KeptApp app)
        {
            try
            {
                await app.RunDueWorkAsync();
            }
            catch (Exception problem) when (problem is System.Data.Common.DbException or Microsoft.EntityFrameworkCore.DbUpdateException || problem.InnerException is System.Data.Common.DbException)
            {
                // Due again at the next run.
            }
        }
    }
}
