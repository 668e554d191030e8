using System.Collections.Immutable;
using System.Threading.Channels;
using Kept.Domain.Cases;
using Kept.Nodes;

namespace Kept.Storage;

/// <summary>
/// Tells pages that are open which cases have just been saved, here or on another node, so that they need not wait for
/// their next look. What was missed while nodes did not hear each other they find by looking.
/// </summary>
internal sealed class SavedCases
{
    private const string Topic = "case";

    /// <summary>Whoever is slower than this has to look anyway.</summary>
    private const int MostWaiting = 256;

    private readonly Lock gate = new();
    private readonly NodeWire? wire;
    private ImmutableArray<Channel<CaseId?>> listeners = [];

    public SavedCases(NodeWire? wire = null)
    {
        this.wire = wire;
        wire?.Hear(Topic, id => AnnounceHere(id is > 0 ? new CaseId(id.Value) : null));
    }

    public bool HasListeners => !listeners.IsEmpty || wire is { IsOpen: true };

    public void Announce(IEnumerable<CaseId> saved)
    {
        foreach (var id in saved)
        {
            AnnounceHere(id);
            wire?.Call(Topic, id.Value);
        }
    }

    public Listening Listen()
    {
        var channel = System.Threading.Channels.Channel.CreateBounded<CaseId?>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (gate)
        {
            listeners = listeners.Add(channel);
        }

        return new Listening(this, channel);
    }

    /// <param name="id">Null when any may have changed.</param>
    private void AnnounceHere(CaseId? id)
    {
        foreach (var listener in listeners)
        {
            listener.Writer.TryWrite(id);
        }
    }

    private void Forget(Channel<CaseId?> channel)
    {
        lock (gate)
        {
            listeners = listeners.Remove(channel);
        }
    }

    internal sealed class Listening(SavedCases cases, Channel<CaseId?> channel) : IDisposable
    {
        public ChannelReader<CaseId?> Saved => channel.Reader;

        public void Dispose() => cases.Forget(channel);
    }
}
