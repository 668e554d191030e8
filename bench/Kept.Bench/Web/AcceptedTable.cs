using System.Data.Common;
using System.Globalization;
using Dapper;

namespace Kept.Bench.Web;

/// <summary>Cases accepted a second beside what the same database takes of the same rows by nothing but inserts.</summary>
internal static class AcceptedTable
{
    private const double LeastShare = 0.5;

    /// <summary>The number of clients that the aim is set for, and more.</summary>
    private const int AimedAt = 16;

    public static async Task WriteAsync(KeptUnderTest program, WebOptions options, Func<DbConnection> open, TextWriter output)
    {
        var one = Accepted.Measure(program, 1, TimeSpan.FromSeconds(1)).References[0].Reference.Replace("-", "", StringComparison.Ordinal);
        var plain = PlainInserts.Of(program, one);
        var pgbench = program.Postgres is { } postgres ? new PgBench(postgres, PlainInserts.Tables, one) : null;
        output.WriteLine();
        output.WriteLine($"| clients | cases accepted a second | CPU ms a case | plain inserts of its {plain.Rows} rows | share |{(pgbench is null ? "" : " pgbench | share |")} aim |");
        output.WriteLine($"| ---: | ---: | ---: | ---: | ---: |{(pgbench is null ? "" : " ---: | ---: |")} --- |");
        foreach (var clients in options.Clients)
        {
            var before = Count(open);
            var accepted = Accepted.Measure(program, clients, options.Time);
            Check(program, accepted, before, open);
            var inserts = plain.Measure(clients, options.Time);
            var limit = pgbench is null ? inserts : await pgbench.MeasureAsync(clients, options.Time);
            var share = accepted.Rate / limit;
            var beside = pgbench is null ? "" : string.Create(CultureInfo.InvariantCulture, $" {limit:N0} | {share:0.00} |");
            var processor = program.IsLab ? "" : string.Create(CultureInfo.InvariantCulture, $"{accepted.ProcessorTime.TotalMilliseconds:0.00}");
            var aim = clients < AimedAt ? "" : share >= LeastShare ? "met" : "missed";
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {clients} | {accepted.Rate:N0} | {processor} | {inserts:N0} | {accepted.Rate / inserts:0.00} |{beside} {aim} |"));
        }
    }

    /// <summary>Every acknowledged case is in the database, and the link of some shows it.</summary>
    private static void Check(KeptUnderTest program, AcceptedCases accepted, long before, Func<DbConnection> open)
    {
        if (Count(open) - before < accepted.References.Count)
        {
            throw new InvalidOperationException("Cases were acknowledged that are not in the database.");
        }

        using var client = new RawClient(program.Address);
        foreach (var (reference, path) in accepted.References.Where((_, number) => number % Math.Max(accepted.References.Count / 10, 1) == 0))
        {
            var shown = client.Get(path);
            if (shown.Status != 200 || !shown.Body.Contains(reference, StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"The case {reference} was acknowledged, and its page is not there.");
            }
        }
    }

    private static long Count(Func<DbConnection> open)
    {
        using var connection = open();
        return connection.ExecuteScalar<long>("SELECT count(*) FROM cases");
    }
}
