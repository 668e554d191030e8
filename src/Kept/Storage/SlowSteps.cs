using System.Data.Common;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.EntityFrameworkCore;

namespace Kept.Storage;

/// <summary>
/// Indexes on large tables of PostgreSQL. <c>CREATE INDEX</c> keeps everybody from writing until it is done, minutes on some
/// million rows; <c>CONCURRENTLY</c> does not, and cannot run in a transaction. Such a script says
/// <c>-- outside a transaction</c>, holds statements of that kind alone, and is done after all others: nothing may need it.
/// One process builds; others that start meanwhile go on without the index.
/// </summary>
internal sealed partial class SlowSteps(KeptDb db, SchemaSteps steps)
{
    private const long LockKey = 0x4B_65_70_74_69_78; // "Keptix"
    private const int AsLongAsItTakes = 0;

    private const string IsBroken = "SELECT EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass(@name) AND NOT indisvalid)";

    /// <summary>What was broken off begins again: PostgreSQL leaves an index that is kept up to date and never read.</summary>
    public async Task ApplyMissingAsync(IReadOnlyList<SchemaScript> scripts, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        var connection = db.Database.GetDbConnection();
        try
        {
            // Nobody waits here: a session that waits for a lock has a snapshot, for whose end the builder would wait.
            if (!await connection.ExecuteScalarAsync<bool>("SELECT pg_try_advisory_lock(@LockKey)", new { LockKey }))
            {
                return;
            }

            foreach (var script in await steps.MissingSlowAsync(connection, scripts))
            {
                await ApplyAsync(connection, script, cancellationToken);
                await steps.RecordAsync(connection, script);
            }

            await connection.ExecuteAsync("SELECT pg_advisory_unlock(@LockKey)", new { LockKey });
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Without comments; one command each, as several in one are a transaction.</summary>
    public static IReadOnlyList<string> StatementsOf(string sql) =>
        Comment().Replace(sql, "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static async Task ApplyAsync(DbConnection connection, SchemaScript script, CancellationToken cancellationToken)
    {
        foreach (var statement in StatementsOf(script.Sql))
        {
            if (NewIndex().Match(statement) is { Success: true } index
                && await connection.ExecuteScalarAsync<bool>(IsBroken, new { name = index.Groups["name"].Value }))
            {
                await RunAsync(connection, $"DROP INDEX CONCURRENTLY IF EXISTS {index.Groups["name"].Value}", cancellationToken);
            }

            await RunAsync(connection, statement, cancellationToken);
        }
    }

    private static Task RunAsync(DbConnection connection, string statement, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(statement, commandTimeout: AsLongAsItTakes, cancellationToken: cancellationToken));

    [GeneratedRegex("--.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex("^CREATE INDEX CONCURRENTLY IF NOT EXISTS (?<name>[a-z_0-9]+) ON ", RegexOptions.ExplicitCapture)]
    private static partial Regex NewIndex();
}
