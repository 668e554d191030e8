using NodaTime;

namespace Kept.Feeds;

/// <summary>One entry of a calendar.</summary>
/// <param name="Uid">The same for as long as there is such an entry, and nobody else's.</param>
/// <param name="Start">From when.</param>
/// <param name="End">Until when; null for a moment.</param>
/// <param name="ChangedAt">When it last became what it says.</param>
/// <param name="Cancelled">It no longer holds; calendars strike it out.</param>
/// <param name="Place">Only where the settings let it out.</param>
internal sealed record FeedEvent(
    string Uid, Instant Start, Instant? End, Instant ChangedAt, bool Cancelled, string Summary, string? Place, string Address)
{
    public void Write(CalendarWriter calendar)
    {
        calendar.Line("BEGIN", "VEVENT").Text("UID", Uid).Time("DTSTAMP", ChangedAt).Time("LAST-MODIFIED", ChangedAt).Time("DTSTART", Start);
        if (End is { } end)
        {
            calendar.Time("DTEND", end);
        }

        calendar.Number("SEQUENCE", Cancelled ? 1 : 0).Line("STATUS", Cancelled ? "CANCELLED" : "CONFIRMED").Line("TRANSP", "TRANSPARENT");
        calendar.Text("SUMMARY", Summary).Text("DESCRIPTION", Address).Line("URL", Address);
        if (Place is { } place)
        {
            calendar.Text("LOCATION", place);
        }

        calendar.Line("END", "VEVENT");
    }
}
