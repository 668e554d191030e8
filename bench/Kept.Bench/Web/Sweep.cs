using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Dapper;
using Kept.Promises.WatchPromises;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Extensions;

namespace Kept.Bench.Web;

/// <summary>How long the due clock takes to find what is due, among a million open promises: the statements of a run of it.</summary>
internal static class Sweep
{
    private const int OpenPromises = 1_000_000;
    private const int Batch = 1000;
    private const int Times = 200;
    private const double Longest = 50;

    /// <summary>The program must not run: it would work on what is due.</summary>
    public static async Task MeasureAsync(DbConnection connection, string? postgres, string sqliteFile, TextWriter output)
    {
        SqlValues.Register();
        var now = TimeProvider.System.GetUtcNow().ToInstant();
        await FillAsync(connection, postgres is not null, now);
        var open = await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM promises WHERE state = 'Open' AND suspended_at IS NULL");
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| due clock, {open:N0} open promises | found | p50 ms | p99 ms | aim |"));
        output.WriteLine("| --- | ---: | ---: | ---: | --- |");

        var options = new DbContextOptionsBuilder<KeptDb>();
        _ = postgres is null ? options.UseSqlite($"Data Source={sqliteFile}") : options.UseNpgsql(postgres);
        await using var db = new KeptDb(options.Options, new DirectLane());
        await WriteAsync(db, "now", now, output);
        await WriteAsync(db, "an hour later, with thousands due", now + Duration.FromHours(1), output);
    }

    private static async Task WriteAsync(KeptDb db, string name, Instant now, TextWriter output)
    {
        var (times, found) = (new List<double>(), 0);
        for (var i = -10; i < Times; i++)
        {
            var started = Stopwatch.GetTimestamp();
            found = (await WatchPromises.Broken(db, now).ToListAsync()).Count + (await WatchPromises.Warned(db, now).ToListAsync()).Count;
            if (i >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }

        times.Sort();
        var (half, most) = (times[Times / 2], times[Times * 99 / 100]);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {found} | {half:0.00} | {most:0.00} | {(most < Longest ? "met" : "missed")} |"));
    }

    /// <summary>Copies of an open promise of the same case, due one batch after the other, a second apart, from half an hour on.</summary>
    private static async Task FillAsync(DbConnection connection, bool isPostgres, Instant now)
    {
        var model = await connection.ExecuteScalarAsync<long>("SELECT min(id) FROM promises WHERE state = 'Open'");
        var already = await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM promises WHERE state = 'Open' AND suspended_at IS NULL");
        var columns = (await connection.QueryAsync<string>(isPostgres
            ? "SELECT column_name FROM information_schema.columns WHERE table_name = 'promises'"
            : "SELECT name FROM pragma_table_info('promises')")).ToList();
        var values = columns.Select(column => column switch
        {
            "id" => "@first + i",
            "due" => "@due",
            "warn_at" => "@warn",
            "suspended_at" or "warned_at" => "NULL",
            _ => column,
        });
        var insert = $"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Batch}) "
            + $"INSERT INTO promises ({string.Join(", ", columns)}) SELECT {string.Join(", ", values)} FROM promises, n WHERE id = @model";
        for (var batch = 0; already + ((long)batch * Batch) < OpenPromises; batch++)
        {
            var due = now + Duration.FromSeconds(1800 + batch);
            await connection.ExecuteAsync(insert, new { model, first = 10_000_000L + ((long)batch * Batch), due, warn = due - Duration.FromMinutes(10) });
        }

        await connection.ExecuteAsync(isPostgres ? "ANALYZE promises" : "ANALYZE");
    }
}
