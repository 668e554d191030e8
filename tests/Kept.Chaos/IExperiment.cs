using System.CommandLine;

namespace Kept.Chaos;

/// <summary>One way of breaking Kept: a verb of the command line, with options of its own.</summary>
internal interface IExperiment
{
    /// <summary>Its action runs the experiment, prints the findings and answers 0 when all of them hold.</summary>
    Command ToCommand();
}

/// <summary>The experiments there are; each is a file or a folder of its own.</summary>
internal static class Experiments
{
    public static IReadOnlyList<IExperiment> All { get; } = 
    [
        new OneNode.KilledProcess(), new OneNode.DiskErrors.FailingDisk(), new OneNode.SeveralTimesAtOnce(),
        new OneNode.RefusingRelay(), new OneNode.SteadyLoad(), new Cluster.ClusterExperiment(),
    ];
}
