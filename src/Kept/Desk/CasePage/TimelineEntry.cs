using Kept.Cases.Timeline;
using Kept.Mail.Outgoing;
using NodaTime;

namespace Kept.Desk.CasePage;

/// <summary>One line of the timeline as the desk shows it: an event, or a message with where it is.</summary>
internal abstract record TimelineEntry(Instant At, bool IsPublic, bool IsContact)
{
    public sealed record Happened(EventLine Line)
        : TimelineEntry(Line.At, Line.IsPublic, Line.Tone == EventTone.Contact);

    /// <param name="To">A name, or the address where there is none.</param>
    /// <param name="ToStaff">It went to a colleague.</param>
    public sealed record Wrote(Message Message, string To, bool ToStaff, MessageStateText State, Letter Letter)
        : TimelineEntry(Message.CreatedAt, !ToStaff, IsContact: false);
}

/// <summary>Which lines of the timeline are shown.</summary>
public enum TimelineFilter
{
    All,
    Public,
    Contacts,
}
