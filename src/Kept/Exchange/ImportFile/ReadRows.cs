using System.Text.Unicode;
using CsvHelper;
using Kept.Exchange.Csv;

namespace Kept.Exchange.ImportFile;

/// <summary>
/// Reads a CSV file row by row, as Kept and as spreadsheets write it: UTF-8 with or without a mark, commas, semicolons or tabs.
/// </summary>
internal static class ReadRows
{
    private const int LargestRow = 1024 * 1024;
    private const int LongestName = 60;

    /// <param name="file">Read from where it stands.</param>
    /// <param name="required">Columns that must be there.</param>
    /// <param name="optional">Columns that may be there; any other is a problem, as it may be a mistyped one.</param>
    /// <param name="problems">What is wrong with the file as a file; the rows put theirs there too.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async IAsyncEnumerable<ImportRow> FromAsync(
        Stream file, string[] required, string[] optional, ImportProblems problems,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var options = CsvReaderOptions.Default with
        {
            TrackLineNumbers = true,
            TrimWhitespace = true,
            MaxRecordSize = LargestRow,
            OnMalformedRecord = malformed => problems.Add(malformed.LineNumber, "", "quotes"),
        };
        await using var csv = CsvReader.Create(file, options, leaveOpen: true);
        if (await HeadAsync(csv, required, optional, problems, cancellationToken) is not { } columns)
        {
            yield break;
        }

        while (await NextAsync(csv, problems, cancellationToken))
        {
            if (csv.FieldCount != columns.Length)
            {
                problems.Add(csv.LineNumber, "", "cells");
            }
            else
            {
                yield return Row(csv, columns, problems);
            }
        }
    }

    private static ImportRow Row(CsvReader csv, string[] columns, ImportProblems problems)
    {
        var cells = new Dictionary<string, string>(columns.Length, StringComparer.Ordinal);
        for (var i = 0; i < columns.Length; i++)
        {
            if (!Utf8.IsValid(csv.GetSpan(i)))
            {
                problems.Add(csv.LineNumber, columns[i], "utf8");
            }

            cells[columns[i]] = CsvCells.Unguarded(csv.GetString(i).Trim());
        }

        return new ImportRow(csv.LineNumber, cells, problems);
    }

    /// <summary>Null where the file cannot be read with this head.</summary>
    private static async Task<string[]?> HeadAsync(
        CsvReader csv, string[] required, string[] optional, ImportProblems problems, CancellationToken cancellationToken)
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
        foreach (var name in required.Except(columns))
        {
            problems.Add(1, name, "columnMissing");
        }

        foreach (var name in columns.Except(required).Except(optional))
        {
            problems.Add(1, name.Length > LongestName ? name[..LongestName] : name, "columnUnknown");
        }

        foreach (var same in columns.GroupBy(name => name).Where(same => same.Count() > 1))
        {
            problems.Add(1, same.Key, "columnTwice");
        }

        return problems.Count == before ? columns : null;
    }

    /// <summary>False at the end, and where a row is so large that a quote was surely never closed.</summary>
    private static async Task<bool> NextAsync(CsvReader csv, ImportProblems problems, CancellationToken cancellationToken)
    {
        try
        {
            return await csv.ReadAsync(cancellationToken);
        }
        catch (CsvFormatException wrong)
        {
            problems.Add(Math.Max(wrong.LineNumber, csv.LineNumber), "", "tooLong");
            return false;
        }
    }
}
