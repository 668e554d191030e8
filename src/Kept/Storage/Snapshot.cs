using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Kept.Storage;

/// <summary>
/// The database as it is at one moment, to be read for as long as it takes while others go on writing. Nothing is written
/// through it.
/// </summary>
internal sealed class Snapshot : IAsyncDisposable
{
    private readonly KeptDb db;

    private Snapshot(KeptDb db, DbTransaction transaction) => (this.db, Transaction) = (db, transaction);

    public DbTransaction Transaction { get; }

    public DbConnection Connection => db.Database.GetDbConnection();

    public static async Task<Snapshot> TakeAsync(KeptDb db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        var connection = db.Database.GetDbConnection();
        return new Snapshot(db, connection is SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: true) // any other would keep the writer out
            : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await Transaction.DisposeAsync();
        await db.Database.CloseConnectionAsync();
    }
}
