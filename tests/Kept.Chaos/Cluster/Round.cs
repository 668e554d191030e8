namespace Kept.Chaos.Cluster;

/// <summary>What one fault did.</summary>
/// <param name="WriteGap">The longest time in which no client got a yes.</param>
/// <param name="MailGap">The longest time in which no mail arrived.</param>
/// <param name="IsWhole">Everything ran again after it was mended.</param>
internal sealed record Round(string Fault, string Nodes, TimeSpan WriteGap, TimeSpan MailGap, bool IsWhole);

internal static class Faults
{
    public static readonly string[] All = ["kill-primary", "freeze-primary", "cut-network", "kill-etcd", "kill-node", "set-clock-back"];
}
