using System.Data.Common;
using Dapper;
using Kept.Settings;
using Kept.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Npgsql;

namespace Kept.Operation.Health;

/// <summary>Whether this process can take work. However often it is asked, it looks once in two seconds.</summary>
internal sealed class Readiness(IServiceScopeFactory scopes, Pressure pressure, IOptions<KeptSettings> settings, IClock clock, TimeProvider time)
{
    public const string Ok = "ok";

    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim turn = new(1);
    private (long At, IReadOnlyDictionary<string, string> Checks)? last;

    /// <summary>By name: "ok", or what is wrong in a word.</summary>
    public async Task<IReadOnlyDictionary<string, string>> LookAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (last is not { } known || time.GetElapsedTime(known.At) > Kept)
            {
                last = (time.GetTimestamp(), await LookAnewAsync(cancellationToken));
            }

            return last.Value.Checks;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<IReadOnlyDictionary<string, string>> LookAnewAsync(CancellationToken cancellationToken)
    {
        var checks = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["disk"] = pressure.Now() == PressureReason.DiskFull ? "full" : Ok };
        try
        {
            checks["database"] = await IsWritableAsync(cancellationToken) ? Ok : "read-only";
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<KeptDb>();
            checks["schema"] = await StepAsync(db, cancellationToken) >= SchemaScripts.NeededFor(settings.Value.ResolvedDatabase.IsPostgres) ? Ok : "old";
            checks["work"] = await IsSilentAsync(db, cancellationToken) ? "silent" : Ok;
        }
        catch (DbException problem)
        {
            checks["database"] = problem is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED } ? "locked" : "unreachable";
        }

        return checks;
    }

    /// <summary>Takes the right to write and gives it back, without waiting long for it.</summary>
    private async Task<bool> IsWritableAsync(CancellationToken cancellationToken)
    {
        var database = settings.Value.ResolvedDatabase;
        if (database.IsPostgres)
        {
            await using var server = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Timeout = 2, CommandTimeout = 2 }.ToString());
            await server.OpenAsync(cancellationToken);
            return !await server.ExecuteScalarAsync<bool>("SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean");
        }

        var file = new SqliteConnectionStringBuilder(database.ConnectionString) { DefaultTimeout = 1, Pooling = false, Mode = SqliteOpenMode.ReadWrite };
        await using var connection = new SqliteConnection(file.ToString());
        await connection.OpenAsync(cancellationToken);
        await using var write = connection.BeginTransaction(deferred: false);
        return await connection.ExecuteAsync("UPDATE process_numbers SET last_drawn = last_drawn", transaction: write) > 0;
    }

    private static async Task<int> StepAsync(KeptDb db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        var step = await db.Database.GetDbConnection().ExecuteScalarAsync<int?>("SELECT max(number) FROM schema_steps");
        await db.Database.CloseConnectionAsync();
        return step ?? 0;
    }

    /// <summary>This process has reported of its work before, and does so no more. One that only serves pages never does.</summary>
    private async Task<bool> IsSilentAsync(KeptDb db, CancellationToken cancellationToken)
    {
        var (node, itself, since) = (ReportWork.ReportWork.ThisNode, WorkReport.Itself, clock.GetCurrentInstant() - WorkReport.Silence);
        return await db.Set<WorkReport>().AsNoTracking().AnyAsync(report => report.Node == node && report.Work == itself && report.HeardAt < since, cancellationToken);
    }
}
