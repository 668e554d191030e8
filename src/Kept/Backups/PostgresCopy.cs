using System.Data;
using Dapper;
using Kept.Settings;
using Npgsql;

namespace Kept.Backups;

/// <summary>
/// By PostgreSQL's own pg_dump, pg_restore and psql. The list of uploads is read in the very snapshot that is dumped.
/// </summary>
internal sealed class PostgresCopy(string connectionString, string toolFolder) : DatabaseCopy
{
    /// <summary>The database as it was, in the folder of what was there before.</summary>
    private const string Before = "database.dump";
    private const string Unfinished = Before + ".partial";

    private const int TriesToBeAlone = 10;
    private const int TriesToSettle = 100;

    private const string DropTables = """
        DO $$
        DECLARE tables text;
        BEGIN
            SELECT string_agg(format('%I.%I', schemaname, tablename), ', ') INTO tables FROM pg_tables WHERE schemaname = current_schema();
            IF tables IS NOT NULL THEN
                EXECUTE 'DROP TABLE ' || tables || ' CASCADE';
            END IF;
        END $$
        """;

    private readonly PostgresTools tools = new(connectionString, toolFolder);

    public override string Provider => DatabaseSettings.Postgres;

    public override string Ending => "dump";

    public override string? MissingTool => new[] { PostgresTools.Dump, PostgresTools.Restore, PostgresTools.Shell }.FirstOrDefault(tool => tools.Find(tool) is null);

    public override async Task<CopyOutcome> CopyAsync(string path, Action<int>? progress, CancellationToken cancellationToken)
    {
        if (MissingTool is { } missing)
        {
            return new CopyOutcome.ToolMissing(missing);
        }

        if (!await HasDataAsync(cancellationToken))
        {
            return new CopyOutcome.NothingThere();
        }

        await using var connection = await OpenAsync(cancellationToken);
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var snapshot = await connection.ExecuteScalarAsync<string>("SELECT pg_export_snapshot()", transaction: moment);
        var copied = new CopyOutcome.Copied(
            await connection.ExecuteScalarAsync<int>("SELECT max(number) FROM schema_steps", transaction: moment),
            [.. await connection.QueryAsync<BackupFile>("SELECT id, size AS Bytes, hash AS Sha256 FROM stored_files ORDER BY id", transaction: moment)]);
        await tools.DumpAsync(path, snapshot, connection, cancellationToken);
        progress?.Invoke(100);
        return await FaultOfAsync(path, cancellationToken) is { } fault ? new CopyOutcome.Damaged(fault) : copied;
    }

    /// <summary>Reads the dump through to its end, without a database.</summary>
    public override async Task<string?> FaultOfAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await tools.ReadAsync(path, cancellationToken);
            return null;
        }
        catch (ToolFailedException problem)
        {
            return problem.Message;
        }
    }

    public override async Task<bool> HasDataAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return await HasDataAsync(connection);
    }

    public override Task<bool> IsUsedElsewhereAsync(CancellationToken cancellationToken) => IsUsedElsewhereAsync(TriesToBeAlone, cancellationToken);

    /// <summary>What was there before goes to a dump in <paramref name="aside"/>. The tables are exchanged in one transaction, which also leaves the stamp.</summary>
    public override async Task PutBackAsync(string path, string aside, string stamp, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        if (await HasDataAsync(connection))
        {
            await tools.DumpAsync(Path.Combine(aside, Unfinished), snapshot: null, connection, cancellationToken);
            File.Move(Path.Combine(aside, Unfinished), Path.Combine(aside, Before));
        }

        await tools.LoadAsync(path, DropTables, $"COMMENT ON TABLE schema_steps IS '{stamp}'", connection, cancellationToken);
    }

    /// <summary>A transaction that was on its way when its program died has ended before this answers.</summary>
    public override async Task<bool> SettleAsync(string path, string aside, string stamp, CancellationToken cancellationToken)
    {
        if (await IsUsedElsewhereAsync(TriesToSettle, cancellationToken))
        {
            throw new ToolFailedException("something else is connected with the database");
        }

        if (Directory.Exists(aside))
        {
            File.Delete(Path.Combine(aside, Unfinished));
        }

        await using var connection = await OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<string?>("SELECT obj_description(to_regclass('schema_steps'), 'pg_class')") == stamp;
    }

    private async Task<bool> IsUsedElsewhereAsync(int tries, CancellationToken cancellationToken)
    {
        NpgsqlConnection.ClearAllPools(); // our own, which are idle; the server takes a moment to see them go
        await using var connection = await OpenAsync(cancellationToken);
        for (; tries > 0; tries--)
        {
            if (await connection.ExecuteScalarAsync<long>(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'") == 0)
            {
                return false;
            }

            await Task.Delay(100, cancellationToken);
        }

        return true;
    }

    private static Task<bool> HasDataAsync(NpgsqlConnection connection) => connection.ExecuteScalarAsync<bool>("SELECT to_regclass('schema_steps') IS NOT NULL");

    /// <summary>Of several servers with the primary: only there a backup can be noted, and only there something can be put back.</summary>
    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        if (PostgresEnvironment.NamesSeveral(settings))
        {
            settings.TargetSessionAttributes = "primary";
        }

        var connection = new NpgsqlConnection(settings.ToString());
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
