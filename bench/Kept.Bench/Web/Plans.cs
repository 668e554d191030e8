using System.Data.Common;
using Dapper;
using Kept.Desk.Queue;
using Kept.Desk.Search;
using Kept.Staff;
using Kept.Storage;
using NodaTime;

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
            output.WriteLine();
            output.WriteLine($"### {name}");
            foreach (var line in Explain(connection, postgres, text, values))
            {
                output.WriteLine($"    {line}{(ReadsAll(line) ? "    <- reads all cases" : "")}");
            }
        }
    }

    private static IEnumerable<string> Explain(DbConnection connection, bool postgres, string text, DynamicParameters values) => postgres
        ? connection.Query<string>("EXPLAIN (COSTS OFF) " + text, values)
        : connection.Query<(int Id, int Parent, int Unused, string Detail)>("EXPLAIN QUERY PLAN " + text, values).Select(step => step.Detail);

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
}
