using System.Collections.Immutable;
using System.Threading.Channels;
using Kept.Domain.Cases;

namespace Kept.Storage;

/// <summary>
/// Tells pages that are open which cases this process has just saved, so that they need not wait for their next look.
/// What other processes saved they find by looking; a database that can announce changes itself would speak here too.
/// </summary>
internal sealed class SavedCases
{
    /// <summary>Whoever is slower than this has to look anyway.</summary>
    private const int MostWaiting = 256;

    private readonly Lock gate = new();
    private ImmutableArray<Channel<CaseId>> listeners = [];

    public bool HasListeners => !listeners.IsEmpty;

    public void Announce(IEnumerable<CaseId> saved)
    {
        foreach (var id in saved)
        {
            foreach (var listener in listeners)
            {
                listener.Writer.TryWrite(id);
            }
        }
    }

    public Listening Listen()
    {
        var channel = System.Threading.Channels.Channel.CreateBounded<CaseId>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (gate)
        {
            listeners = listeners.Add(channel);
        }

        return new Listening(this, channel);
    }

    private void Forget(Channel<CaseId> channel)
    {
        lock (gate)
        {
            listeners = listeners.Remove(channel);
        }
    }

    internal sealed class Listening(SavedCases cases, Channel<CaseId> channel) : IDisposable
    {
        public ChannelReader<CaseId> Saved => channel.Reader;

        public void Dispose() => cases.Forget(channel);
    }
}
