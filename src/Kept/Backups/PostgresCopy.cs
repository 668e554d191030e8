using System.Data;
using Dapper;
using Kept.Settings;
using Npgsql;

namespace Kept.Backups;

/// <summary>
/// By PostgreSQL's own pg_dump and pg_restore. The list of uploads is read in the very snapshot that is dumped.
/// </summary>
internal sealed class PostgresCopy(string connectionString, string toolFolder) : DatabaseCopy
{
    private const int TriesToBeAlone = 10;

    private readonly PostgresTools tools = new(connectionString, toolFolder);

    public override string Provider => DatabaseSettings.Postgres;

    public override string Ending => "dump";

    public override async Task<CopyOutcome> CopyAsync(string path, Action<int>? progress, CancellationToken cancellationToken)
    {
        if (tools.Find(PostgresTools.Dump) is null)
        {
            return new CopyOutcome.ToolMissing(PostgresTools.Dump);
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
        await tools.RunAsync(PostgresTools.Dump, ["--format=custom", $"--snapshot={snapshot}", $"--file={path}", "--dbname", tools.DatabaseName], cancellationToken);
        progress?.Invoke(100);
        return await FaultOfAsync(path, cancellationToken) is { } fault ? new CopyOutcome.Damaged(fault) : copied;
    }

    /// <summary>Reads the dump through to its end, without a database; a program that cannot be found is a fault as well.</summary>
    public override async Task<string?> FaultOfAsync(string path, CancellationToken cancellationToken)
    {
        if (tools.Find(PostgresTools.Restore) is null)
        {
            return "pg_restore is not on this machine";
        }

        try
        {
            await tools.RunAsync(PostgresTools.Restore, [OperatingSystem.IsWindows() ? "--file=NUL" : "--file=/dev/null", path], cancellationToken);
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
        return await connection.ExecuteScalarAsync<bool>("SELECT to_regclass('schema_steps') IS NOT NULL");
    }

    public override async Task<bool> IsUsedElsewhereAsync(CancellationToken cancellationToken)
    {
        NpgsqlConnection.ClearAllPools(); // our own, which are idle; the server takes a moment to see them go
        await using var connection = await OpenAsync(cancellationToken);
        for (var tries = 0; tries < TriesToBeAlone; tries++)
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

    /// <summary>What was there before goes to a dump in <paramref name="aside"/>, and comes back from it when the copy cannot be put in its place.</summary>
    public override async Task PutBackAsync(string path, string aside, CancellationToken cancellationToken)
    {
        var before = Path.Combine(aside, "database.dump");
        var hadData = await HasDataAsync(cancellationToken);
        if (hadData)
        {
            await tools.RunAsync(PostgresTools.Dump, ["--format=custom", $"--file={before}", "--dbname", tools.DatabaseName], cancellationToken);
        }

        try
        {
            await LoadAsync(path, cancellationToken);
        }
        catch (ToolFailedException) when (hadData)
        {
            await LoadAsync(before, CancellationToken.None);
            throw;
        }
    }

    private async Task LoadAsync(string dump, CancellationToken cancellationToken)
    {
        await using (var connection = await OpenAsync(cancellationToken))
        {
            var tables = (await connection.QueryAsync<string>("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema()")).ToList();
            if (tables.Count > 0)
            {
                await connection.ExecuteAsync($"DROP TABLE {string.Join(", ", tables)} CASCADE");
            }
        }

        await tools.RunAsync(
            PostgresTools.Restore,
            ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", "--dbname", tools.DatabaseName, dump], cancellationToken);
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
