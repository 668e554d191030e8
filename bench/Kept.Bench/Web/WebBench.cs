using System.Data.Common;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Kept.Bench.Web;

/// <summary>
/// The program under load: cases accepted beside plain inserts of the same rows, pages at several sizes, processor time, memory,
/// and the time to the first page. Whatever it times it also checks.
/// </summary>
internal static class WebBench
{
    private const double MostGrowth = 1.5;
    private const int MostMemory = 300;

    public static async Task<int> RunAsync(WebOptions options, TextWriter output)
    {
        if (options.IsLab)
        {
            await using var lab = KeptUnderTest.InLab(options.Folder);
            await MeasureAsync(lab, "cluster lab, PostgreSQL", options.Sizes[0], options, new(StringComparer.Ordinal), output);
            return 0;
        }

        foreach (var database in options.Databases)
        {
            await using var postgres = database == "postgres" ? await BenchPostgres.StartAsync(options.Keep) : null;
            var first = new Dictionary<string, PageTimes>(StringComparer.Ordinal);
            foreach (var size in options.Sizes)
            {
                await MeasureAsync(options, database, size, postgres, first, output);
            }
        }

        return 0;
    }

    private static async Task MeasureAsync(
        WebOptions options, string database, int size, BenchPostgres? postgres, Dictionary<string, PageTimes> first, TextWriter output)
    {
        var name = $"kept_{size}";
        var folder = Path.Combine(options.Folder, $"{database}-{size}");
        var isKept = options.Keep && Directory.Exists(folder) && (postgres is null || await postgres.HasDatabaseAsync(name));
        await using (var program = KeptUnderTest.In(folder, postgres is null ? null : await postgres.DatabaseAsync(name)))
        {
            await MeasureAsync(program, postgres is null ? "SQLite" : "PostgreSQL", isKept ? null : size, options, first, output);
            if (options.Only is "sweep")
            {
                await program.EndAsync();
                using var connection = Open(program);
                await Sweep.MeasureAsync(connection, program.Postgres, program.SqliteFile, output);
            }
        }

        if (options.Keep)
        {
            return;
        }

        Directory.Delete(folder, recursive: true);
        if (postgres is not null)
        {
            await postgres.DropAsync(name);
        }
    }

    /// <param name="toFill">How many cases have to be made up first; null where they are there.</param>
    private static async Task MeasureAsync(
        KeptUnderTest program, string name, int? toFill, WebOptions options, Dictionary<string, PageTimes> first, TextWriter output)
    {
        var filled = toFill is { } cases ? $"filled by kept demo: {await program.FillAsync(cases)}" : "filled before";
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"### {name}, {Count(program):N0} cases"));
        output.WriteLine();
        output.WriteLine(filled);
        var start = await program.ServeAsync();
        if (options.Only is null or "pages")
        {
            await MeasurePagesAsync(program, options, first, output);
        }

        if (options.Only is "plans")
        {
            using var connection = Open(program);
            Plans.Write(connection, program.Postgres is not null, output);
        }

        if (options.Only is null or "accepted")
        {
            await AcceptedTable.WriteAsync(program, options, () => Open(program), output);
        }

        if (!program.IsLab)
        {
            var memory = program.MostMemory();
            output.WriteLine();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first page after {start.TotalSeconds:0.00} s; at most {memory} MB, aim {(memory < MostMemory ? "met" : "missed")} (under {MostMemory})"));
        }
    }

    private static async Task MeasurePagesAsync(KeptUnderTest program, WebOptions options, Dictionary<string, PageTimes> first, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("| page | p50 ms | p99 ms | CPU ms a request | against the smallest | aim |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: | --- |");
        foreach (var page in await PageList.OfAsync(program, () => Open(program)))
        {
            Write(output, Pages.Measure(program, page, options.Time), first);
        }
    }

    private static void Write(TextWriter output, PageTimes times, Dictionary<string, PageTimes> first)
    {
        first.TryAdd(times.Name, times);
        var growth = times.Half / first[times.Name].Half;
        var isFirst = ReferenceEquals(first[times.Name], times);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {times.Name} | {times.Half:0.0} | {times.Most:0.0} | {(times.Processor > 0 ? $"{times.Processor:0.0}" : "")} | {(isFirst ? "" : $"{growth:0.00}")} | {(isFirst ? "" : growth <= MostGrowth ? "met" : "missed")} |"));
    }

    private static long Count(KeptUnderTest program)
    {
        using var connection = Open(program);
        return connection.ExecuteScalar<long>("SELECT count(*) FROM cases");
    }

    private static DbConnection Open(KeptUnderTest program)
    {
        DbConnection connection = program.Postgres is { } postgres ? new NpgsqlConnection(postgres) : new SqliteConnection($"Data Source={program.SqliteFile};Pooling=False");
        connection.Open();
        return connection;
    }
}
