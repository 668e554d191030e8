using NodaTime;

namespace Kept.Desk.Queue;

/// <summary>
/// One stretch of an order: rows by one column that each of them has, then by id. Columns that may be empty make two
/// stretches, as the databases disagree on where empty ones belong and no index could be walked across both.
/// </summary>
/// <param name="Number">As it stands in a cursor.</param>
/// <param name="Column">Null for rows that have the same value or none, which are in the order they came in.</param>
/// <param name="Condition">Which rows are in this stretch.</param>
/// <param name="Same">The column in which they are alike: an index that begins with it is walked, and not the whole table by id.</param>
internal sealed record QueueSegment(int Number, string? Column, bool Descending, bool IsInstant, string? Condition = null, string? Same = null)
{
    private string Way => Descending ? " DESC" : "";

    public string OrderBy => (Column ?? Same) is { } first ? $"{first}{Way}, c.id{Way}" : $"c.id{Way}";

    /// <summary>The rows behind a cursor in this stretch.</summary>
    public string Behind => (Column, Descending) switch
    {
        (null, false) => "c.id > @afterId",
        (null, true) => "c.id < @afterId",
        (_, false) => $"({Column}, c.id) > (@afterKey, @afterId)",
        (_, true) => $"({Column}, c.id) < (@afterKey, @afterId)",
    };

    public object? KeyOf(long? key) => IsInstant && key is { } value ? Instant.FromUnixTimeTicks(value * 10) : key;
}

/// <summary>The orders in which a list can be read.</summary>
internal static class QueueOrder
{
    public static IReadOnlyList<QueueSegment> Of(QueueFilter filter) => filter.Sort switch
    {
        QueueSort.Due when filter.IsOfClosed => [new(0, "c.closed_at", Descending: true, IsInstant: true)],
        QueueSort.Due when filter.View == QueueView.Waiting => [new(0, "c.paused_at", Descending: false, IsInstant: true)],
        // Where nobody has given a new date yet, somebody has to act first.
        QueueSort.Due when filter.View == QueueView.Broken => [Undated, Dated],
        QueueSort.Due => [Dated, Undated],
        QueueSort.Newest => [new(0, "c.received_at", Descending: true, IsInstant: true)],
        QueueSort.Oldest => [new(0, "c.received_at", Descending: false, IsInstant: true)],
        QueueSort.Contact => [new(0, "c.last_contact_at", Descending: true, IsInstant: true, "c.last_contact_at IS NOT NULL")],
        QueueSort.Chasers =>
        [
            new(0, "c.chasers", Descending: true, IsInstant: false, "c.chasers > 0"),
            new(1, null, Descending: true, IsInstant: false, "c.chasers = 0"),
        ],
    };

    private static QueueSegment Dated { get; } = new(0, "c.next_due", Descending: false, IsInstant: true, "c.next_due IS NOT NULL");

    private static QueueSegment Undated { get; } = new(1, null, Descending: false, IsInstant: false, "c.next_due IS NULL", Same: "c.next_due");
}
