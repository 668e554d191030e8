using System.Collections.Immutable;
using System.Threading.Channels;

namespace Kept.Nodes;

/// <summary>
/// What the nodes of an installation call out to each other: a topic and an id, never more. It only makes things quick.
/// A call may be lost; whoever hears calls also looks by themselves from time to time.
/// </summary>
internal sealed class NodeWire
{
    /// <summary>Nobody waits for the wire: beyond this, calls are dropped.</summary>
    private const int MostWaiting = 4096;

    private readonly Channel<NodeCall> outgoing = Channel.CreateBounded<NodeCall>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private ImmutableArray<(string Topic, Action<long?> Heard)> listeners = [];

    /// <summary>Whether there are other nodes to call; until then calls go nowhere.</summary>
    public bool IsOpen { get; set; }

    public ChannelReader<NodeCall> Outgoing => outgoing.Reader;

    /// <summary>Never waits. This node does not hear its own calls.</summary>
    public void Call(string topic, long id)
    {
        if (IsOpen)
        {
            outgoing.Writer.TryWrite(new NodeCall(topic, id));
        }
    }

    /// <param name="topic">What to listen for.</param>
    /// <param name="heard">Gets the id; null when calls may have been missed, and it is time to look. Must be quick.</param>
    public void Hear(string topic, Action<long?> heard) =>
        ImmutableInterlocked.Update(ref listeners, known => known.Add((topic, heard)));

    public void Deliver(NodeCall call)
    {
        foreach (var (topic, heard) in listeners)
        {
            if (topic == call.Topic)
            {
                heard(call.Id);
            }
        }
    }

    public void MayHaveMissed()
    {
        foreach (var (_, heard) in listeners)
        {
            heard(null);
        }
    }
}
