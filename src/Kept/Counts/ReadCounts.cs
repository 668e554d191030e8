using Dapper;
using Kept.Domain.Counts;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Counts;

/// <param name="From">The Monday of the first week.</param>
/// <param name="To">The Monday of the last week.</param>
/// <param name="Team">Null for all.</param>
/// <param name="Service">Null for all.</param>
internal sealed record CountPeriod(LocalDate From, LocalDate To, string? Team, string? Service);

/// <summary>A figure of all teams that were asked for.</summary>
internal sealed record Figure(LocalDate Week, string Service, string What, long N);

/// <summary>
/// Reads figures: what has been folded and what has not, in one statement, so that they are exact at every moment. What
/// it costs depends on the weeks and services asked for, not on the number of cases.
/// </summary>
internal sealed class ReadCounts(KeptDb db)
{
    /// <summary>Figures of these weeks, and stocks, which belong to none.</summary>
    public async Task<IReadOnlyList<Figure>> HandleAsync(CountPeriod period, CancellationToken cancellationToken)
    {
        var values = new DynamicParameters();
        values.Add("from", Conversions.ToNumber(period.From));
        values.Add("to", Conversions.ToNumber(period.To));
        values.Add("always", Conversions.ToNumber(CountWeek.Always));
        var narrowed = Narrow(values, "team", period.Team) + Narrow(values, "service_code", period.Service);
        var rows = await db.Database.GetDbConnection().QueryAsync<Row>(new CommandDefinition(
            $"""
            SELECT day AS week, service_code AS service, what, CAST(sum(n) AS bigint) AS n
            FROM ({Part("counts", narrowed)} UNION ALL {Part("count_changes", narrowed)}) AS figures
            GROUP BY day, service_code, what
            """,
            values, cancellationToken: cancellationToken));
        return [.. rows.Where(row => row.N != 0).Select(row => new Figure(Conversions.FromNumber(row.Week), row.Service, row.What, row.N))];
    }

    private static string Part(string table, string narrowed) =>
        $"SELECT day, service_code, what, n FROM {table} WHERE (day BETWEEN @from AND @to OR day = @always){narrowed}";

    private static string Narrow(DynamicParameters values, string column, string? value)
    {
        if (value is null)
        {
            return "";
        }

        values.Add(column, value);
        return $" AND {column} = @{column}";
    }

    private sealed class Row
    {
        public int Week { get; init; }

        public string Service { get; init; } = "";

        public string What { get; init; } = "";

        public long N { get; init; }
    }
}
