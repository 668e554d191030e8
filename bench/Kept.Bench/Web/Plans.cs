using System.Data.Common;
using Dapper;
using Kept.Desk.Queue;
using Kept.Desk.Search;
using Kept.Open311.FindRequests;
using Kept.Promises.WatchPromises;
using Kept.Staff;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Extensions;

namespace Kept.Bench.Web;

/// <summary>How the database goes about the statements behind the pages, at the size it has.</summary>
internal static class Plans
{
    private const string Team = "street-care";

    public static void Write(DbConnection connection, bool postgres, TextWriter output)
    {
        SqlValues.Register();
        foreach (var (name, text, values) in Statements(connection, postgres))
        {
            Write(name, Explain(connection, postgres, text, values), output);
        }

        using var db = new KeptDb(OptionsOf(connection, postgres), new DirectLane());
        foreach (var (name, query) in Queries(db, connection))
        {
            Write(name, Explain(query.CreateDbCommand(), postgres), output);
        }
    }

    private static void Write(string name, IEnumerable<string> plan, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"#### {name}");
        output.WriteLine();
        foreach (var line in plan)
        {
            output.WriteLine($"    {line}{(ReadsAll(line) ? "    <- reads all cases" : "")}");
        }
    }

    private static DbContextOptions<KeptDb> OptionsOf(DbConnection connection, bool postgres)
    {
        var options = new DbContextOptionsBuilder<KeptDb>();
        return (postgres ? options.UseNpgsql(connection) : options.UseSqlite(connection)).Options;
    }

    private static IEnumerable<string> Explain(DbConnection connection, bool postgres, string text, DynamicParameters values) => postgres
        ? connection.Query<string>("EXPLAIN (COSTS OFF) " + text, values)
        : connection.Query<(int Id, int Parent, int Unused, string Detail)>("EXPLAIN QUERY PLAN " + text, values).Select(step => step.Detail);

    private static List<string> Explain(DbCommand command, bool postgres)
    {
        using (command)
        {
            command.CommandText = (postgres ? "EXPLAIN (COSTS OFF) " : "EXPLAIN QUERY PLAN ") + command.CommandText;
            using var reader = command.ExecuteReader();
            var lines = new List<string>();
            while (reader.Read())
            {
                lines.Add(reader.GetString(postgres ? 0 : 3));
            }

            return lines;
        }
    }

    private static bool ReadsAll(string line) =>
        line.Contains("Seq Scan on cases", StringComparison.Ordinal) || line.Trim() is "SCAN c" or "SCAN cases";

    private static IEnumerable<(string Name, string Text, DynamicParameters Values)> Statements(DbConnection connection, bool postgres)
    {
        var me = new StaffIdentity(connection.ExecuteScalar<long>("SELECT min(id) FROM staff"), "", StaffRole.Lead, Team, "en");
        var soon = connection.ExecuteScalar<Instant>("SELECT min(next_due) FROM cases WHERE state <> 'Closed'");
        foreach (var view in Enum.GetValues<QueueView>())
        {
            var sql = QueueSql.For(QueueFilter.Of(view, me), me.Id, soon, DateTimeZone.Utc);
            yield return ($"queue: {view}", sql.Text, sql.Values);
        }

        var closed = QueueSql.For(new QueueFilter(QueueView.All, State: Domain.Cases.CaseState.Closed), me.Id, soon, DateTimeZone.Utc);
        yield return ("queue: closed", closed.Text, closed.Values);
        var counts = CountQueue.Statement(me, soon);
        yield return ("counts of the queue", counts.Text, counts.Values);
        foreach (var typed in new[] { "mattress", "mill lane", "K7QF-3M9T", "ada@example.org", "07700 900123" })
        {
            var search = FindCases.Statement(SearchWords.Parse(typed), postgres, FindCases.UsualMost);
            yield return ($"search: {typed}", search.Text, search.Values);
        }
    }

    private static IEnumerable<(string Name, IQueryable Query)> Queries(KeptDb db, DbConnection connection)
    {
        var now = TimeProvider.System.GetUtcNow().ToInstant();
        yield return ("due clock: broken", WatchPromises.Broken(db, now));
        yield return ("due clock: to warn of", WatchPromises.Warned(db, now));
        var listed = connection.Query<string>("SELECT DISTINCT service_code FROM (SELECT service_code FROM cases LIMIT 1000) AS first_cases").ToArray();
        var week = new RequestFilter(
            null, [], null, now - Duration.FromDays(67), now - Duration.FromDays(60), null, null, Extensions: false, new ListPage(1, ListPage.Largest));
        yield return ("Open311 list by date", FindRequests.Matching(db, db.Cases.Where(about => listed.Contains(about.ServiceCode)), week));
    }
}
