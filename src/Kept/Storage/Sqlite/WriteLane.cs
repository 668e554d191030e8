using System.Threading.Channels;
using Kept.Storage.Bulk;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Kept.Storage.Sqlite;

/// <summary>
/// SQLite has one writer at a time. This is it: savers queue here, and all that wait are written in one transaction
/// with one sync. Each is a savepoint of its own, so one that is refused (a version that moved, a reference that is
/// taken) leaves the others alone. A saver hears "done" only after the commit.
/// </summary>
internal sealed class WriteLane : IWriteLane, IAsyncDisposable
{
    /// <summary>Enough to share a sync among all who wait, few enough that nobody waits long.</summary>
    private const int MostAtOnce = 64;

    private readonly Channel<Waiting> waiting = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SqliteConnection connection;
    private readonly Task writer;
    private readonly Action<int, TimeSpan>? committed;
    private SqliteInserts? inserts;

    /// <param name="committed">Hears of each transaction how many saves it had, and how long it took.</param>
    public WriteLane(string connectionString, Action<int, TimeSpan>? committed = null)
    {
        this.committed = committed;
        connection = new SqliteConnection(connectionString);
        writer = Task.Factory.StartNew(WriteAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }

    public async Task<int> SaveAsync(KeptDb db, CancellationToken cancellationToken)
    {
        var added = NewRows.Of(db);
        if (added is { Count: 0 })
        {
            return 0;
        }

        var saver = new Waiting(db, added);
        await waiting.Writer.WriteAsync(saver, cancellationToken);
        var rows = await saver.Written.Task;
        db.ChangeTracker.AcceptAllChanges();
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await writer;
        inserts?.Dispose();
        await connection.DisposeAsync();
    }

    private async Task WriteAll()
    {
        var batch = new List<Waiting>(MostAtOnce);
        while (await waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < MostAtOnce && waiting.Reader.TryRead(out var saver))
            {
                batch.Add(saver);
            }

            WriteTogether(batch);
            batch.Clear();
        }
    }

    private void WriteTogether(List<Waiting> batch)
    {
        var started = TimeProvider.System.GetTimestamp();
        try
        {
            var rows = Open();
            using var transaction = connection.BeginTransaction(deferred: false);
            foreach (var saver in batch)
            {
                saver.Write(connection, transaction, rows);
            }

            transaction.Commit();
        }
        catch (Exception problem)
        {
            foreach (var saver in batch)
            {
                saver.Refuse(problem);
            }

            return;
        }

        committed?.Invoke(batch.Count, TimeProvider.System.GetElapsedTime(started));
        foreach (var saver in batch)
        {
            saver.Accept();
        }
    }

    private SqliteInserts Open()
    {
        if (connection.State != System.Data.ConnectionState.Open)
        {
            inserts?.Dispose();
            inserts = null;
            connection.Open();
            SqlitePragmas.Apply(connection);
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA cache_size = -16000";
            command.ExecuteNonQuery();
        }

        return inserts ??= new SqliteInserts(connection.Handle!);
    }

    /// <param name="added">The rows of a save that only adds; null for any other.</param>
    private sealed class Waiting(KeptDb db, List<NewRow>? added)
    {
        private int rows;
        private Exception? refused;

        public TaskCompletionSource<int> Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Write(SqliteConnection connection, SqliteTransaction transaction, SqliteInserts inserts)
        {
            try
            {
                rows = added is null ? Save(connection, transaction) : Insert(added, inserts);
            }
            catch (Exception problem)
            {
                refused = problem;
                if (connection.State != System.Data.ConnectionState.Open || transaction.Connection is null || !inserts.IsInTransaction)
                {
                    throw;
                }
            }
        }

        public void Accept()
        {
            if (refused is not null)
            {
                Written.TrySetException(refused);
                return;
            }

            Written.TrySetResult(rows);
        }

        public void Refuse(Exception problem) => Written.TrySetException(refused ?? problem);

        private int Save(SqliteConnection connection, SqliteTransaction transaction)
        {
            var own = db.Database.GetDbConnection();
            try
            {
                db.Database.SetDbConnection(connection, contextOwnsConnection: false);
                db.Database.UseTransaction(transaction);
                return db.SaveWithoutAccepting();
            }
            finally
            {
                db.Database.UseTransaction(null);
                db.Database.SetDbConnection(own, contextOwnsConnection: true);
            }
        }

        private static int Insert(List<NewRow> added, SqliteInserts inserts)
        {
            inserts.Execute("SAVEPOINT saver");
            try
            {
                foreach (var row in added)
                {
                    inserts.Insert(row.Table, row.Values);
                }

                inserts.Execute("RELEASE saver");
                return added.Count;
            }
            catch (SqliteException problem)
            {
                if (inserts.IsInTransaction)
                {
                    inserts.Execute("ROLLBACK TO saver");
                    inserts.Execute("RELEASE saver");
                }

                throw new DbUpdateException(problem.Message, problem);
            }
        }
    }
}
