using System.Collections.Immutable;
using Kept.Cases.Timeline;
using Kept.Mail.Outgoing;
using NodaTime;

namespace Kept.Desk.CasePage;

/// <summary>One line of the timeline as the desk shows it: an event, or a message with where it is.</summary>
internal abstract record TimelineEntry(Instant At, bool IsPublic, bool IsContact)
{
    public sealed record Happened(EventLine Line)
        : TimelineEntry(Line.At, Line.IsPublic, Line.Tone == EventTone.Contact);

    /// <summary>The same news to everybody who had to hear it.</summary>
    /// <param name="ToStaff">It went to colleagues.</param>
    public sealed record Wrote(ImmutableArray<Sent> Letters, bool ToStaff)
        : TimelineEntry(Letters[0].Message.CreatedAt, !ToStaff, IsContact: false);
}

/// <summary>One letter with where it is.</summary>
/// <param name="To">A name, or the address where there is none.</param>
internal sealed record Sent(Message Message, string To, MessageStateText State, Letter Letter);

/// <summary>Which lines of the timeline are shown.</summary>
public enum TimelineFilter
{
    All,
    Public,
    Contacts,
}
