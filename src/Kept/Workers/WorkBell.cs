using System.Threading.Channels;
using Kept.Nodes;

namespace Kept.Workers;

/// <summary>Wakes a work loop that pauses, here and on other nodes: something to do has been saved.</summary>
internal sealed class WorkBell<TWork> : IWorkBell
    where TWork : IPeriodicWork
{
    private static readonly string Topic = $"work.{typeof(TWork).Name}";

    private readonly NodeWire? wire;
    private readonly Channel<bool> rings = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <param name="wire">To the other nodes.</param>
    /// <param name="isQueue">Something may have been saved for it while the wire was cut: then it looks.</param>
    public WorkBell(NodeWire? wire = null, bool isQueue = true)
    {
        this.wire = wire;
        wire?.Hear(Topic, call =>
        {
            if (call is not null || isQueue)
            {
                RingHere();
            }
        });
    }

    /// <summary>Never waits; rings while nobody listens are one ring for whoever listens next.</summary>
    public void Ring()
    {
        RingHere();
        wire?.Call(Topic, 0);
    }

    /// <summary>Returns at the next ring, or when the pause is over.</summary>
    public async Task WaitAsync(TimeSpan pause, TimeProvider time, CancellationToken stoppingToken)
    {
        using var over = new CancellationTokenSource(pause, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, stoppingToken);
        try
        {
            await rings.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            // The pause is over.
        }
    }

    private void RingHere() => rings.Writer.TryWrite(true);
}
