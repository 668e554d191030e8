using System.Text.Unicode;
using CsvHelper;
using Kept.Exchange.Csv;

namespace Kept.Exchange.ImportFile;

/// <summary>
/// Reads a CSV file row by row, as Kept and as spreadsheets write it: UTF-8 with or without a mark, commas, semicolons or tabs.
/// </summary>
internal static class ReadRows
{
    private const int LongestName = 60;

    /// <param name="file">Read from where it stands.</param>
    /// <param name="known">Its columns.</param>
    /// <param name="problems">What is wrong with the file as a file; the rows put theirs there too.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async IAsyncEnumerable<ImportRow> FromAsync(
        Stream file, ImportColumns known, ImportProblems problems,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var rows = new RowsOfFile(file, problems);
        if (await HeadAsync(rows.Row, known, problems, cancellationToken) is not { } columns)
        {
            yield break;
        }

        while (await rows.NextAsync(cancellationToken))
        {
            if (rows.Row.FieldCount != columns.Length)
            {
                problems.Add(rows.Line, "", "cells");
            }
            else
            {
                yield return Row(rows.Row, rows.Line, columns, problems);
            }
        }
    }

    private static ImportRow Row(CsvReader csv, long line, string[] columns, ImportProblems problems)
    {
        var cells = new Dictionary<string, string>(columns.Length, StringComparer.Ordinal);
        for (var i = 0; i < columns.Length; i++)
        {
            if (!Utf8.IsValid(csv.GetSpan(i)))
            {
                problems.Add(line, columns[i], "utf8");
            }

            cells[columns[i]] = CsvCells.Unguarded(csv.GetString(i).Trim());
        }

        return new ImportRow(line, cells, problems);
    }

    /// <summary>Null where the file cannot be read with this head.</summary>
    private static async Task<string[]?> HeadAsync(
        CsvReader csv, ImportColumns known, ImportProblems problems, CancellationToken cancellationToken)
    {
        try
        {
            await csv.ReadHeaderAsync(cancellationToken);
        }
        catch (CsvFormatException)
        {
            problems.Add(1, "", "tooLong");
            return null;
        }

        string[] columns = [.. csv.Headers.ToArray().Select(name => name.Trim().ToLowerInvariant())];
        var before = problems.Count;
        foreach (var name in known.MissingIn(columns))
        {
            problems.Add(1, name, "columnMissing");
        }

        foreach (var name in known.UnknownIn(columns))
        {
            problems.Add(1, name.Length > LongestName ? name[..LongestName] : name, "columnUnknown");
        }

        foreach (var same in columns.GroupBy(name => name).Where(same => same.Count() > 1))
        {
            problems.Add(1, same.Key, "columnTwice");
        }

        return problems.Count == before ? columns : null;
    }
}
