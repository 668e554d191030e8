namespace Kept.Chaos.Cluster;

/// <summary>What one fault did.</summary>
/// <param name="From">When it was broken, of the steady clock.</param>
/// <param name="To">When it was whole again, and a while after.</param>
/// <param name="WriteGap">The longest time in which no client got a yes.</param>
/// <param name="MailGap">The longest time in which no mail arrived.</param>
/// <param name="IsWhole">Everything ran again after it was mended.</param>
internal sealed record Round(string Fault, string Nodes, long From, long To, TimeSpan WriteGap, TimeSpan MailGap, bool IsWhole);

internal static class Faults
{
    public const string KillNode = "kill-node";

    public static readonly string[] All = ["kill-primary", "freeze-primary", "cut-network", "kill-etcd", KillNode, "set-clock-back"];
}
