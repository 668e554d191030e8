using System.CommandLine;
using Kept.Chaos;

// ./test --chaos EXPERIMENT …: breaks something while clients write, and holds what is left against what they were told.
var root = new RootCommand("Breaks Kept on purpose and checks what it kept. Experiments end with a table; the exit code is 0 when every promise held.");
foreach (var experiment in Experiments.All)
{
    root.Subcommands.Add(experiment.ToCommand());
}

return await root.Parse(args).InvokeAsync();
