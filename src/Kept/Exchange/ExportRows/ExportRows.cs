using System.Data;
using System.Data.Common;
using CsvHelper;
using Dapper;
using Kept.Exchange.Csv;
using Kept.Staff;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Exchange.ExportRows;

/// <summary>What is wanted; null wherever it is not narrowed.</summary>
/// <param name="From">Rows of this moment and later.</param>
/// <param name="Until">Rows before this moment.</param>
/// <param name="Mark">Begins with the mark by which spreadsheets know UTF-8.</param>
internal sealed record ExportInput(ExportKind Kind, Instant? From = null, Instant? Until = null, string? Team = null, string? Service = null, bool Mark = false)
{
    /// <summary>As it would stand in an address.</summary>
    public string Filter => string.Join('&', new[] { ("from", From?.ToString()), ("until", Until?.ToString()), ("team", Team), ("service", Service) }
        .Where(part => part.Item2 is not null).Select(part => $"{part.Item1}={part.Item2}"));
}

/// <summary>
/// Writes rows as CSV, as they were at one moment and one after the other: a million take no more memory than ten. Leads get
/// those of their own team, administrators all; who took out what is written down first.
/// </summary>
internal sealed class ExportRows(KeptDb db, IdSource ids, IClock clock)
{
    private const int TellEvery = 1000;

    /// <summary>The export as this person may have it; null where it may not be had at all.</summary>
    /// <param name="by">Null for the command line, whose user can read the database anyway.</param>
    /// <param name="wanted">What is asked for.</param>
    public static ExportInput? AllowedFor(StaffIdentity? by, ExportInput wanted) =>
        by is null || by.MayActAs(StaffRole.Administrator) ? wanted
        : !by.MayActAs(StaffRole.Lead) || by.Team is not { } own ? null
        : ExportTables.Of(wanted.Kind).Team is null ? wanted
        : wanted.Team is null || wanted.Team == own ? wanted with { Team = own }
        : null;

    /// <summary>How many lines were written beside the head.</summary>
    /// <exception cref="UnauthorizedAccessException">Somebody asked for more than <see cref="AllowedFor"/> allows.</exception>
    public async Task<long> HandleAsync(StaffIdentity? by, ExportInput input, Stream output, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var allowed = AllowedFor(by, input) ?? throw new UnauthorizedAccessException("This export is not for this person.");
        var record = new ExportRecord(ids.Next(), by?.Id, allowed.Kind, allowed.Filter, clock.GetCurrentInstant());
        db.Add(record);
        await db.SaveChangesAsync(cancellationToken);
        var lines = await WriteAsync(allowed, output, progress, cancellationToken);
        record.Finish(lines, clock.GetCurrentInstant());
        await db.SaveChangesAsync(cancellationToken);
        return lines;
    }

    /// <summary>How many lines it would be.</summary>
    public Task<long> CountAsync(ExportInput input, CancellationToken cancellationToken)
    {
        var (statement, values) = Statement(ExportTables.Of(input.Kind), input);
        return db.Database.GetDbConnection().ExecuteScalarAsync<long>(
            new CommandDefinition($"SELECT count(*) FROM ({statement}) AS lines", values, cancellationToken: cancellationToken));
    }

    private async Task<long> WriteAsync(ExportInput input, Stream output, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var table = ExportTables.Of(input.Kind);
        await using var csv = CsvWriter.Create(output, CsvWriterOptions.Default with { WriteByteOrderMark = input.Mark }, leaveOpen: true);
        await csv.WriteRecordAsync([.. table.Columns.Select(column => column.Name)], cancellationToken);
        await using var snapshot = await Snapshot.TakeAsync(db, cancellationToken);
        var (statement, values) = Statement(table, input);
        await using var rows = (DbDataReader)await snapshot.Connection.ExecuteReaderAsync(
            new CommandDefinition(statement, values, snapshot.Transaction, commandTimeout: 0, cancellationToken: cancellationToken), CommandBehavior.SequentialAccess);
        var lines = 0L;
        while (await rows.ReadAsync(cancellationToken))
        {
            for (var i = 0; i < table.Columns.Count; i++)
            {
                var text = rows.IsDBNull(i) ? "" : CsvCells.Write(rows.GetValue(i), table.Columns[i].Type);
                csv.WriteField(text, CsvCells.MustBeQuoted(text) ? CsvQuoting.Always : CsvQuoting.WhenNeeded);
            }

            await csv.EndRecordAsync(cancellationToken);
            if (++lines % TellEvery == 0)
            {
                progress?.Report(lines);
            }
        }

        progress?.Report(lines);
        return lines;
    }

    private static (string Text, DynamicParameters Values) Statement(ExportTable table, ExportInput input)
    {
        var values = new DynamicParameters();
        var conditions = Narrow(values, table.At, "from", input.From, ">=") + Narrow(values, table.At, "until", input.Until, "<")
            + Narrow(values, table.Team, "team", input.Team, "=") + Narrow(values, table.Service, "service", input.Service, "=");
        return ($"SELECT {string.Join(", ", table.Columns.Select(column => column.Sql))} FROM {table.From} WHERE 1 = 1{conditions} ORDER BY {table.Order}", values);
    }

    private static string Narrow(DynamicParameters values, string? column, string name, object? value, string compare)
    {
        if (column is null || value is null)
        {
            return "";
        }

        values.Add(name, value);
        return $" AND {column} {compare} @{name}";
    }
}
