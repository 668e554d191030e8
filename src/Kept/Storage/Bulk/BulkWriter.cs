using System.Collections.Immutable;
using Kept.Settings;
using Microsoft.Extensions.Options;

namespace Kept.Storage.Bulk;

/// <summary>
/// Adds very many rows without the change tracker: each call is one transaction. For loading; operations save through
/// <see cref="KeptDb"/>.
/// </summary>
internal abstract class BulkWriter(ImmutableArray<BulkTable> tables) : IAsyncDisposable
{
    public static BulkWriter For(KeptDb db, IOptions<KeptSettings> settings)
    {
        var tables = BulkTable.Of(db.Model);
        var database = settings.Value.ResolvedDatabase;
        return database.IsPostgres
            ? new PostgresBulkWriter(tables, database.ConnectionString)
            : new SqliteBulkWriter(tables, database.ConnectionString);
    }

    /// <param name="rows">Entities of the model, in any order of their kinds; rows of one kind keep their order.</param>
    /// <param name="cancellationToken">Leaves nothing of this call behind.</param>
    public Task WriteAsync(IEnumerable<object> rows, CancellationToken cancellationToken)
    {
        var byKind = rows.GroupBy(row => row.GetType()).ToDictionary(kind => kind.Key, kind => kind.ToList());
        var known = tables.Where(table => byKind.ContainsKey(table.Entity)).ToList();
        return known.Count == byKind.Count
            ? WriteAsync([.. known.Select(table => (table, byKind[table.Entity]))], cancellationToken)
            : throw new ArgumentException("Not all of these are entities of the model.", nameof(rows));
    }

    /// <summary>Lets the database look at what it holds now, so that it plans queries for this size.</summary>
    public abstract Task AnalyseAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();

    protected abstract Task WriteAsync(IReadOnlyList<(BulkTable Table, List<object> Rows)> rows, CancellationToken cancellationToken);
}
