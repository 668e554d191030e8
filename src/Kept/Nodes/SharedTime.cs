namespace Kept.Nodes;

/// <summary>
/// The time that all nodes of an installation share. With several nodes it is the time of the database's machine, looked
/// up again and again (see <see cref="NodeSpeaker"/>) and counted on in between by this machine's steady counter: whoever
/// sets this machine's clock back or forward moves no lease, no promise and no mail. With one process it is the machine's.
/// </summary>
internal sealed class SharedTime : TimeProvider
{
    private volatile Anchor? anchor;

    public override DateTimeOffset GetUtcNow() =>
        anchor is { } known ? known.Time + GetElapsedTime(known.At) : System.GetUtcNow();

    /// <summary>From now on it counts from there.</summary>
    /// <param name="theirs">What the database said.</param>
    /// <param name="asked">The steady counter when it was asked; it answered about halfway between then and now.</param>
    public void Follow(DateTimeOffset theirs, long asked)
    {
        var answered = GetTimestamp();
        anchor = new Anchor(theirs + (GetElapsedTime(asked, answered) / 2), answered);
    }

    private sealed record Anchor(DateTimeOffset Time, long At);
}
