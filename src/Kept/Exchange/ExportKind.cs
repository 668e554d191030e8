namespace Kept.Exchange;

/// <summary>What can be exported as a table.</summary>
public enum ExportKind
{
    Cases,
    Promises,
    Contacts,
    Visits,
    Events,
    Followers,
    Messages,
    Surveys,
    Services,
    Staff,
}

/// <summary>How a value is written.</summary>
internal enum CellType
{
    /// <summary>Words somebody may have typed: never to be taken for a formula.</summary>
    Text,

    /// <summary>One of ours, such as "Open"; written "open".</summary>
    Word,
    Number,
    Truth,
    Time,
    Reference,
}

/// <summary>A column of an export.</summary>
/// <param name="Sql">Where its value is; both databases read it.</param>
internal sealed record ExportColumn(string Name, string Sql, CellType Type = CellType.Text);

/// <summary>An export: its columns, and the rows of which it is one line each.</summary>
/// <param name="From">Tables, each under a short name.</param>
/// <param name="Order">What rows are sorted by; a key, so that nothing has to be sorted in memory.</param>
/// <param name="At">By which moment rows are narrowed; null where they have none.</param>
/// <param name="Team">The column of the team, by which leads are kept to their own.</param>
/// <param name="Service">The column of the service; null where rows belong to none.</param>
internal sealed record ExportTable(string From, string Order, string? At, string? Team, string? Service, IReadOnlyList<ExportColumn> Columns);
