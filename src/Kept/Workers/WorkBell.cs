using System.Threading.Channels;

namespace Kept.Workers;

/// <summary>Wakes a work loop of this process that pauses: something to do has been saved.</summary>
internal sealed class WorkBell<TWork>
    where TWork : IPeriodicWork
{
    private readonly Channel<bool> rings = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Never waits; rings while nobody listens are one ring for whoever listens next.</summary>
    public void Ring() => rings.Writer.TryWrite(true);

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
}
