using System.Threading.Channels;
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

    public WriteLane(string connectionString)
    {
        connection = new SqliteConnection(connectionString);
        writer = Task.Factory.StartNew(WriteAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }

    public async Task<int> SaveAsync(KeptDb db, CancellationToken cancellationToken)
    {
        if (!db.ChangeTracker.HasChanges())
        {
            return 0;
        }

        var saver = new Waiting(db);
        await waiting.Writer.WriteAsync(saver, cancellationToken);
        return await saver.Written.Task;
    }

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await writer;
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
        try
        {
            if (connection.State != System.Data.ConnectionState.Open)
            {
                connection.Open();
                SqlitePragmas.Apply(connection);
            }

            using var transaction = connection.BeginTransaction(deferred: false);
            foreach (var saver in batch)
            {
                saver.Write(connection, transaction);
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

        foreach (var saver in batch)
        {
            saver.Accept();
        }
    }

    private sealed class Waiting(KeptDb db)
    {
        private int rows;
        private Exception? refused;

        public TaskCompletionSource<int> Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Write(SqliteConnection connection, SqliteTransaction transaction)
        {
            var own = db.Database.GetDbConnection();
            try
            {
                db.Database.SetDbConnection(connection, contextOwnsConnection: false);
                db.Database.UseTransaction(transaction);
                rows = db.SaveWithoutAccepting();
            }
            catch (Exception problem)
            {
                refused = problem;
                if (connection.State != System.Data.ConnectionState.Open || transaction.Connection is null)
                {
                    throw;
                }
            }
            finally
            {
                db.Database.UseTransaction(null);
                db.Database.SetDbConnection(own, contextOwnsConnection: true);
            }
        }

        public void Accept()
        {
            if (refused is not null)
            {
                Written.TrySetException(refused);
                return;
            }

            db.ChangeTracker.AcceptAllChanges();
            Written.TrySetResult(rows);
        }

        public void Refuse(Exception problem) => Written.TrySetException(refused ?? problem);
    }
}
