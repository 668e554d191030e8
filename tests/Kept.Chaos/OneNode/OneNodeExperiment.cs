using System.CommandLine;
using Kept.Testing.Databases;

namespace Kept.Chaos.OneNode;

/// <param name="Count">How many reports.</param>
/// <param name="Time">How long a load lasts.</param>
internal sealed record OneNodeOptions(IReadOnlyList<Database> Databases, int Count, TimeSpan Time);

/// <summary>Breaks one process on a database of its own; with options that are the same for all of these.</summary>
internal abstract class OneNodeExperiment(string name, string about, int usualCount, params Database[] databases) : IExperiment
{
    public Command ToCommand()
    {
        var count = new Option<int>("--count") { DefaultValueFactory = _ => usualCount, Description = "How many reports." };
        var minutes = new Option<double>("--minutes") { DefaultValueFactory = _ => 10, Description = "How long a load lasts." };
        var database = new Option<string>("--database") { DefaultValueFactory = _ => "both", Description = "sqlite, postgres or both." };
        database.AcceptOnlyFromAmong("sqlite", "postgres", "both");
        var command = new Command(name, about) { count, minutes, database };
        command.SetAction(async (said, _) =>
        {
            var chosen = databases.Where(one => said.GetValue(database) is not { } wanted || wanted == "both" || wanted == (one == Database.Sqlite ? "sqlite" : "postgres"));
            var findings = new List<Finding>();
            await foreach (var finding in RunAsync(new OneNodeOptions([.. chosen], said.GetValue(count), TimeSpan.FromMinutes(said.GetValue(minutes)))))
            {
                findings.Add(finding);
            }

            return FindingTable.Print(findings, Console.Out);
        });
        return command;
    }

    protected abstract IAsyncEnumerable<Finding> RunAsync(OneNodeOptions options);
}
