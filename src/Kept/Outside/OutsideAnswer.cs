using NodaTime;

namespace Kept.Outside;

/// <summary>Why a call got no answer.</summary>
public enum OutsideTrouble
{
    /// <summary>Not an absolute https address, or one with a user name in it.</summary>
    BadAddress,
    NoSuchName,

    /// <summary>The name leads to an address inside this network, or to several of which one is.</summary>
    InsideNetwork,
    NotReached,

    /// <summary>The other side does not prove who it is, or breaks off.</summary>
    Broken,
    TooSlow,
    TooLarge,
}

internal abstract record OutsideAnswer
{
    private OutsideAnswer()
    {
    }

    /// <summary>An answer of any status; redirects are answers too and are not followed.</summary>
    /// <param name="RetryAfter">How long the other side wants to be left alone.</param>
    /// <param name="Body">As far as it was asked for.</param>
    public sealed record Answered(int Status, Duration? RetryAfter, string? ContentType, byte[] Body) : OutsideAnswer;

    public sealed record Nothing(OutsideTrouble Trouble) : OutsideAnswer;
}

/// <summary>Stops a connection before its first octet.</summary>
internal sealed class OutsideRefusedException(OutsideTrouble trouble) : Exception(trouble.ToString())
{
    public OutsideTrouble Trouble => trouble;
}
