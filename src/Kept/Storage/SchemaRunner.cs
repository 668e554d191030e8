using System.Data.Common;
using Dapper;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Storage;

/// <summary>
/// Brings a database to the current schema, under a lock, one transaction for all that is missing, and draws this
/// process's number for ids.
/// </summary>
internal sealed class SchemaRunner(KeptDb db, IClock clock, IdSource ids)
{
    private const long LockKey = 0x4B_65_70_74; // "Kept"

    /// <summary>True when the database was new.</summary>
    /// <exception cref="InvalidOperationException">The database was made by a newer version of the program.</exception>
    public async Task<bool> BringUpToDateAsync(CancellationToken cancellationToken)
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
            }

            var isNew = await ApplyMissing(connection, transaction, SchemaScripts.For(postgres));
            ids.UseStart(await ProcessNumbers.DrawAsync(connection, transaction));
            await transaction.CommitAsync(cancellationToken);
            return isNew;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private async Task<bool> ApplyMissing(DbConnection connection, DbTransaction transaction, IReadOnlyList<SchemaScript> scripts)
    {
        await connection.ExecuteAsync(
            "CREATE TABLE IF NOT EXISTS schema_steps (number integer PRIMARY KEY, name text NOT NULL, applied_at text NOT NULL)",
            transaction: transaction);
        var applied = (await connection.QueryAsync<int>("SELECT number FROM schema_steps", transaction: transaction)).ToHashSet();
        if (applied.Count > 0 && applied.Max() > scripts[^1].Number)
        {
            throw new InvalidOperationException(
                $"This database has schema step {applied.Max()}, and this version of Kept knows steps up to {scripts[^1].Number}. "
                + "Start the newer version, or restore a backup from before the update.");
        }

        foreach (var script in scripts.Where(script => !applied.Contains(script.Number)))
        {
            await connection.ExecuteAsync(script.Sql, transaction: transaction);
            await connection.ExecuteAsync(
                "INSERT INTO schema_steps (number, name, applied_at) VALUES (@Number, @Name, @At)",
                new { script.Number, script.Name, At = clock.GetCurrentInstant().ToString() }, transaction);
        }

        return applied.Count == 0;
    }
}
