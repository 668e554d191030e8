using Dapper;
using Kept.Settings;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Kept.Storage;

/// <summary>
/// Brings a database to the current schema, under a lock, one transaction for all that is missing, and draws this
/// process's number for ids. Older programs may be running meanwhile: nobody waits long for a table they use.
/// </summary>
internal sealed class SchemaRunner(KeptDb db, SchemaSteps steps, SlowSteps slow, IdSource ids)
{
    private const long LockKey = 0x4B_65_70_74; // "Kept"

    /// <summary>A change that waits for a table keeps everybody after it waiting too.</summary>
    private const string WaitBriefly = "SET LOCAL lock_timeout = '3s'";

    private const int Tries = 20;
    private static readonly TimeSpan PauseBetween = TimeSpan.FromSeconds(1);

    /// <summary>True when the database was new.</summary>
    /// <exception cref="CannotStartException">The database was made by a newer version that this one cannot run beside.</exception>
    public Task<bool> BringUpToDateAsync(CancellationToken cancellationToken) =>
        BringUpToDateAsync(SchemaScripts.For(db.Database.IsNpgsql()), cancellationToken);

    /// <summary>With these scripts, in the order of their numbers.</summary>
    internal async Task<bool> BringUpToDateAsync(IReadOnlyList<SchemaScript> scripts, CancellationToken cancellationToken)
    {
        var isNew = await RepeatAsync(scripts, cancellationToken);
        if (scripts.Any(script => script.OutsideTransaction))
        {
            await slow.ApplyMissingAsync(scripts, cancellationToken);
        }

        return isNew;
    }

    private async Task<bool> RepeatAsync(IReadOnlyList<SchemaScript> scripts, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(scripts, cancellationToken);
            }
            catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable && attempt < Tries)
            {
                await Task.Delay(PauseBetween, cancellationToken);
            }
        }
    }

    private async Task<bool> TryAsync(IReadOnlyList<SchemaScript> scripts, CancellationToken cancellationToken)
    {
        var postgres = db.Database.IsNpgsql();
        var connection = db.Database.GetDbConnection();
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            if (postgres)
            {
                await connection.ExecuteAsync("SELECT pg_advisory_xact_lock(@LockKey)", new { LockKey }, transaction);
                await connection.ExecuteAsync(WaitBriefly, transaction: transaction);
            }

            var isNew = await steps.ApplyMissingAsync(connection, transaction, scripts);
            await ids.DrawAsync(connection, transaction);
            await transaction.CommitAsync(cancellationToken);
            return isNew;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
