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
/// Reads figures, exact at every moment: what has been folded, which is read once for every fold, and what has not. What
/// it costs depends on the weeks and services asked for, not on the number of cases.
/// </summary>
internal sealed class ReadCounts(KeptDb db, FoldedFigures folded)
{
    private const string Generation = "SELECT 0 AS part, 0 AS week, '' AS service, '' AS what, generation AS n FROM count_folds";

    /// <summary>Figures of these weeks, and stocks, which belong to none.</summary>
    public async Task<IReadOnlyList<Figure>> HandleAsync(CountPeriod period, CancellationToken cancellationToken)
    {
        var read = await ReadAsync(period, withFolded: false, cancellationToken);
        if (!folded.TryGet(period, read.Generation, out var figures))
        {
            read = await ReadAsync(period, withFolded: true, cancellationToken);
            figures = read.Folded;
            folded.Keep(period, read.Generation, figures);
        }

        return read.Changes.Count == 0 ? figures : [.. Sum(figures.Concat(read.Changes))];
    }

    /// <summary>One statement, and so as of one moment: how often was folded, what was not, and what was.</summary>
    private async Task<(long Generation, IReadOnlyList<Figure> Changes, IReadOnlyList<Figure> Folded)> ReadAsync(
        CountPeriod period, bool withFolded, CancellationToken cancellationToken)
    {
        var values = new DynamicParameters();
        values.Add("from", Conversions.ToNumber(period.From));
        values.Add("to", Conversions.ToNumber(period.To));
        values.Add("always", Conversions.ToNumber(CountWeek.Always));
        var narrowed = Narrow(values, "team", period.Team) + Narrow(values, "service_code", period.Service);
        var text = $"{Generation} UNION ALL {Part(1, "count_changes", narrowed)}{(withFolded ? $" UNION ALL {Part(2, "counts", narrowed)}" : "")}";
        var rows = (await db.Database.GetDbConnection().QueryAsync<Row>(
            new CommandDefinition(text, values, cancellationToken: cancellationToken))).ToLookup(row => row.Part);
        return (rows[0].Single().N, [.. Sum(rows[1].Select(row => row.Figure))], [.. Sum(rows[2].Select(row => row.Figure))]);
    }

    private static IEnumerable<Figure> Sum(IEnumerable<Figure> figures) => figures
        .GroupBy(figure => (figure.Week, figure.Service, figure.What), figure => figure.N)
        .Select(group => new Figure(group.Key.Week, group.Key.Service, group.Key.What, group.Sum()))
        .Where(figure => figure.N != 0);

    private static string Part(int part, string table, string narrowed) =>
        $"SELECT {part} AS part, day AS week, service_code AS service, what, n FROM {table} WHERE (day BETWEEN @from AND @to OR day = @always){narrowed}";

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
        public int Part { get; init; }

        public int Week { get; init; }

        public string Service { get; init; } = "";

        public string What { get; init; } = "";

        public long N { get; init; }

        public Figure Figure => new(Conversions.FromNumber(Week), Service, What, N);
    }
}
