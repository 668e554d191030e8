using System.Collections.Immutable;
using System.Globalization;
using Kept.Domain.Cases;
using Kept.Staff;
using NodaTime;

namespace Kept.Desk.Queue;

/// <summary>The lists of the desk.</summary>
public enum QueueView
{
    /// <summary>Owned by whoever looks.</summary>
    Mine,
    Team,

    /// <summary>Without an owner.</summary>
    Nobody,

    /// <summary>Due today or in the next two working days.</summary>
    Due,
    Broken,

    /// <summary>The clock stands still, because we wait for the resident.</summary>
    Waiting,
    All,
}

public enum QueueSort
{
    /// <summary>What is due first; in lists without due dates, what has waited or been closed.</summary>
    Due,
    Newest,
    Oldest,

    /// <summary>Whoever got in touch last comes first.</summary>
    Contact,
    Chasers,
}

/// <summary>A view of the queue with its filters: exactly what the address of the page says.</summary>
/// <param name="Team">Null where any team's cases are shown.</param>
/// <param name="Owner">Null where anybody's cases are shown; 0 for those without an owner.</param>
/// <param name="State">Null for all that are not closed.</param>
/// <param name="From">Received on this day or later.</param>
/// <param name="To">Received on this day or earlier.</param>
/// <param name="Chasers">With (true) or without (false) chasers; null for both.</param>
/// <param name="After">Where the page before ended; null for the first page.</param>
internal sealed record QueueFilter(
    QueueView View,
    string? Team = null,
    string? Service = null,
    long? Owner = null,
    CaseState? State = null,
    Channel? Channel = null,
    LocalDate? From = null,
    LocalDate? To = null,
    bool? Chasers = null,
    QueueSort Sort = QueueSort.Due,
    int Size = QueueFilter.UsualSize,
    QueueCursor? After = null)
{
    public const int UsualSize = 25;
    public const long NobodysId = 0;
    public static readonly ImmutableArray<int> Sizes = [25, 50, 100];

    public bool IsOfClosed => State == CaseState.Closed;

    /// <summary>The view as it opens from the list of views: of one's own team, where one has one.</summary>
    public static QueueFilter Of(QueueView view, StaffIdentity reader) => new(view, TeamOf(view, reader));

    /// <summary>The team that a view shows as long as nobody chose another.</summary>
    public static string? TeamOf(QueueView view, StaffIdentity reader) => view is QueueView.Mine or QueueView.All ? null : reader.Team;
}

/// <summary>The row after which a page begins: its place in the order, so that rows that come and go move nothing.</summary>
/// <param name="Segment">0 for rows that have what is sorted by, 1 for those without (or the other way round).</param>
/// <param name="Key">The value that is sorted by; microseconds for instants. Null in the segment without.</param>
internal sealed record QueueCursor(int Segment, long? Key, long Id)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Segment}.{Key}.{Id}");

    public static QueueCursor? Parse(string? text)
    {
        var parts = text?.Split('.') ?? [];
        return parts.Length == 3
            && parts[0] is "0" or "1"
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && (parts[1].Length == 0 || long.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
                ? new QueueCursor(parts[0][0] - '0', parts[1].Length == 0 ? null : long.Parse(parts[1], CultureInfo.InvariantCulture), id)
                : null;
    }
}
