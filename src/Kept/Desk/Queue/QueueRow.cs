using Kept.Domain.Cases;
using Kept.Domain.Promises;
using NodaTime;

namespace Kept.Desk.Queue;

/// <summary>A row as the database gives it.</summary>
internal class QueueRecord
{
    public int Segment { get; init; }

    public CaseId Id { get; init; }

    public Reference Reference { get; init; }

    public string ServiceCode { get; init; } = "";

    public long ServiceVersionId { get; init; }

    public string Team { get; init; } = "";

    public long? OwnerId { get; init; }

    /// <summary>Name of the owner.</summary>
    public string? Owner { get; init; }

    public string State { get; init; } = "";

    public string Title { get; init; } = "";

    /// <summary>Of the reporter, in which the title is.</summary>
    public string Language { get; init; } = "";

    /// <summary>As JSON.</summary>
    public string Answers { get; init; } = "{}";

    public string? PlaceAddress { get; init; }

    public string? PlaceWords { get; init; }

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    public Instant ReceivedAt { get; init; }

    public Instant? ClosedAt { get; init; }

    public Instant? PausedAt { get; init; }

    public Instant? NextDue { get; init; }

    public int BrokenPromises { get; init; }

    public int Contacts { get; init; }

    public int Chasers { get; init; }

    public Instant? LastContactAt { get; init; }

    public bool LastContactChaser { get; init; }

    /// <summary>Where the reporter lives.</summary>
    public string? Home { get; init; }

    public Place Place => new(Latitude, Longitude, PlaceAddress, PlaceWords);

    public CaseState StateNow => Enum.Parse<CaseState>(State);
}

/// <summary>A row as somebody reads it.</summary>
/// <param name="Title">In the reader's language as far as its answers were chosen from lists.</param>
/// <param name="Service">Its name in the reader's language.</param>
/// <param name="Place">Empty where none was given.</param>
/// <param name="Where">For the eyes of staff: the place, or the address it is about where the service asks for no place.</param>
/// <param name="Left">Of the promise to show first.</param>
internal sealed record QueueRow(QueueRecord Case, string Title, string Service, string Place, string Where, TimeLeft Left, string Team);

/// <param name="Next">Where the next page begins; null on the last.</param>
internal sealed record QueuePage(IReadOnlyList<QueueRow> Rows, QueueCursor? Next);
