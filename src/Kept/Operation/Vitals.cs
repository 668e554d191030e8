using NodaTime;

namespace Kept.Operation;

/// <summary>How it goes, in figures that cost next to nothing to read: each is answered by an index of what is open.</summary>
/// <param name="Waiting">Messages that are to go out.</param>
/// <param name="Drafts">Messages that wait for an approval.</param>
/// <param name="Failed">Messages that were refused for good.</param>
/// <param name="Expired">Messages that were not taken within 72 hours.</param>
/// <param name="OldestDue">Since when the longest waiting message that is due has been due to go for the first time.</param>
/// <param name="PromisesDue">Running promises that are due within the next 24 hours.</param>
/// <param name="PromisesBehind">Running promises that are past their date and that no worker has noticed.</param>
/// <param name="OldestBehind">The date of the first of them.</param>
/// <param name="CasesBroken">Open cases with a broken promise.</param>
/// <param name="DatabaseBytes">What the database takes.</param>
/// <param name="FreeBytes">What is left on the disk of the data folder.</param>
internal sealed record Vitals(
    Instant At, long Waiting, long Drafts, long Failed, long Expired, Instant? OldestDue,
    long PromisesDue, long PromisesBehind, Instant? OldestBehind, long CasesBroken, long DatabaseBytes, long FreeBytes)
{
    public Duration UnsentFor => OldestDue is { } since && since < At ? At - since : Duration.Zero;

    public Duration BehindFor => OldestBehind is { } since && since < At ? At - since : Duration.Zero;
}
