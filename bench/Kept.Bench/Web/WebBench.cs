using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Kept.Bench.Web;

/// <summary>
/// The program under load: cases accepted beside plain inserts of the same rows, pages at several sizes, processor time, memory,
/// and the time to the first page. Whatever it times it also checks.
/// </summary>
internal static class WebBench
{
    private const double LeastShareOfPlainInserts = 0.5;
    private const double MostGrowth = 1.5;
    private const int MostMemory = 300;
    private const string Administrator = "hanna.lindqvist@millbrook.example";
    private static readonly int[] Clients = [1, 4, 16];

    public static async Task<int> RunAsync(WebOptions options, TextWriter output)
    {
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
            output.WriteLine();
            output.WriteLine($"## {(postgres is null ? "SQLite" : "PostgreSQL")}, {size.ToString("N0", CultureInfo.InvariantCulture)} cases");
            output.WriteLine();
            output.WriteLine(isKept ? "filled before" : $"filled by kept demo: {await program.FillAsync(size)}");
            var start = await program.ServeAsync();
            if (options.Only is null or "pages")
            {
                await MeasurePagesAsync(program, options, first, output);
            }

            if (options.Only is "plans")
            {
                using var connection = Open(program);
                Plans.Write(connection, postgres is not null, output);
            }

            if (options.Only is null or "accepted")
            {
                MeasureAccepted(program, options, output);
            }

            var memory = program.MostMemory();
            output.WriteLine();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first page after {start.TotalSeconds:0.00} s; at most {memory} MB, aim {(memory < MostMemory ? "met" : "missed")} (under {MostMemory})"));
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

    private static async Task MeasurePagesAsync(KeptUnderTest program, WebOptions options, Dictionary<string, PageTimes> first, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("| page | p50 ms | p99 ms | CPU ms a request | against the smallest | aim |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: | --- |");
        foreach (var (page, addresses, cookie) in await PagesOfAsync(program))
        {
            Write(output, Pages.Measure(program, page, addresses, cookie, options.Time), first);
        }
    }

    private static void Write(TextWriter output, PageTimes times, Dictionary<string, PageTimes> first)
    {
        first.TryAdd(times.Name, times);
        var growth = times.Half / first[times.Name].Half;
        var isFirst = ReferenceEquals(first[times.Name], times);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {times.Name} | {times.Half:0.0} | {times.Most:0.0} | {times.Processor:0.0} | {(isFirst ? "" : $"{growth:0.00}")} | {(isFirst ? "" : growth <= MostGrowth ? "met" : "missed")} |"));
    }

    private static void MeasureAccepted(KeptUnderTest program, WebOptions options, TextWriter output)
    {
        var plain = PlainInserts.Of(program, Accepted.Measure(program, 1, TimeSpan.FromSeconds(1)).References[0].Reference);
        output.WriteLine();
        output.WriteLine($"| clients | cases accepted a second | CPU ms a case | plain inserts of its {plain.Rows} rows | share | aim |");
        output.WriteLine("| ---: | ---: | ---: | ---: | ---: | --- |");
        foreach (var clients in Clients)
        {
            var before = Count(program);
            var accepted = Accepted.Measure(program, clients, options.Time);
            Check(program, accepted, before);
            var limit = plain.Measure(clients, options.Time);
            var share = accepted.Rate / limit;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {clients} | {accepted.Rate:N0} | {accepted.ProcessorTime.TotalMilliseconds:0.00} | {limit:N0} | {share:0.00} | {(clients < Clients[^1] ? "" : share >= LeastShareOfPlainInserts ? "met" : "missed")} |"));
        }
    }

    /// <summary>Every acknowledged case is in the database, and the link of some shows it.</summary>
    private static void Check(KeptUnderTest program, AcceptedCases accepted, long before)
    {
        if (Count(program) - before < accepted.References.Count)
        {
            throw new InvalidOperationException("Cases were acknowledged that are not in the database.");
        }

        using var client = new RawClient(program.Port);
        foreach (var (reference, path) in accepted.References.Where((_, number) => number % Math.Max(accepted.References.Count / 10, 1) == 0))
        {
            var shown = client.Get(path);
            if (shown.Status != 200 || !shown.Body.Contains(reference, StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"The case {reference} was acknowledged, and its page is not there.");
            }
        }
    }

    private static long Count(KeptUnderTest program)
    {
        using var connection = Open(program);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM cases";
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static async Task<IReadOnlyList<(string Name, IReadOnlyList<PageAddress> Pages, string? Cookie)>> PagesOfAsync(KeptUnderTest program)
    {
        var cookie = await program.SignInAsync(Administrator);
        var cases = SomeCases(program);
        List<(string, IReadOnlyList<PageAddress>, string?)> pages =
        [
            ("case page", [.. cases.Select(c => new PageAddress($"/desk/cases/{c.Reference}", c.Shown))], cookie),
            ("queue", [new("/desk?view=all", "/desk/cases/"), new("/desk?view=due", "<h1"), new("/desk?view=broken", "<h1")], cookie),
            ("search, a reference", [.. cases.Select(c => new PageAddress($"/desk/search?q={c.Shown}", c.Shown))], cookie),
            ("search, a name", [.. new[] { "olivia smith", "spoljaric", "kovacs", "murphy" }.Select(name => new PageAddress($"/desk/search?q={Uri.EscapeDataString(name)}", "<h1"))], cookie),
            ("search, words", [.. new[] { "mattress", "mill lane", "bags of rubbish", "hole road" }.Select(word => new PageAddress($"/desk/search?q={Uri.EscapeDataString(word)}", "/desk/cases/"))], cookie),
            ("tracking page", [.. cases.Select(c => new PageAddress($"/follow/{c.Reference}/{c.Secret}", c.Shown))], null),
        ];
        using var client = new RawClient(program.Port);
        if (client.Get("/desk/overview", cookie).Status == 200)
        {
            pages.Add(("overview", [new("/desk/overview", "<table")], cookie));
        }

        return pages;
    }

    /// <summary>Old ones, new ones, open ones; not the rows of plain inserts, which a kept database holds too.</summary>
    private static List<(string Reference, string Shown, string Secret)> SomeCases(KeptUnderTest program)
    {
        const int Each = 20;
        using var connection = Open(program);
        var found = new List<(string, string, string)>();
        foreach (var order in new[] { "ORDER BY id", "ORDER BY id DESC", "AND state <> 'Closed' ORDER BY next_due", "ORDER BY reference" })
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT reference, secret FROM cases WHERE length(reference) = 8 {order} LIMIT {Each}";
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                var reference = reader.GetString(0);
                found.Add((reference, $"{reference[..4]}-{reference[4..]}", reader.GetString(1)));
            }
        }

        return found;
    }

    private static DbConnection Open(KeptUnderTest program)
    {
        DbConnection connection = program.Postgres is { } postgres ? new NpgsqlConnection(postgres) : new SqliteConnection($"Data Source={program.SqliteFile};Pooling=False");
        connection.Open();
        return connection;
    }
}
