using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace Kept.Bench.Web;

/// <summary>
/// PostgreSQL's own measuring program, writing the rows of one accepted report again and again under other keys: one durable
/// transaction a case, prepared statements.
/// </summary>
internal sealed partial class PgBench
{
    private readonly NpgsqlConnectionStringBuilder database;
    private readonly string script;

    /// <param name="postgres">How the database is reached.</param>
    /// <param name="tables">The tables of a case, <c>cases</c> first.</param>
    /// <param name="reference">Of the case whose rows are taken, as it is stored.</param>
    public PgBench(string postgres, IReadOnlyList<string> tables, string reference)
    {
        database = new NpgsqlConnectionStringBuilder(postgres);
        using var connection = new NpgsqlConnection(postgres);
        connection.Open();
        script = ScriptOf(connection, tables, reference);
    }

    /// <summary>Transactions a second.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message says what it printed.</exception>
    public async Task<double> MeasureAsync(int clients, TimeSpan time)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, script);
        try
        {
            var start = new ProcessStartInfo(Program()) { RedirectStandardOutput = true, RedirectStandardError = true };
            string[] words =
            [
                "--no-vacuum", "--protocol=prepared", $"--client={clients}", "--jobs=2", $"--time={Math.Max(1, (int)time.TotalSeconds)}", $"--file={file}",
                $"--host={database.Host}", $"--username={database.Username}", database.Database!,
            ];
            Array.ForEach(words, start.ArgumentList.Add);
            start.Environment["PGPASSWORD"] = database.Password;
            using var process = Process.Start(start)!;
            var problems = process.StandardError.ReadToEndAsync();
            var said = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 && RatePattern().Match(said) is { Success: true } rate
                ? double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture)
                : throw new InvalidOperationException($"pgbench failed.\n{said}\n{await problems}");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string ScriptOf(NpgsqlConnection connection, IReadOnlyList<string> tables, string reference)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var inserts = new StringBuilder();
        var id = "";
        foreach (var table in tables)
        {
            var columns = ColumnsOf(connection, table);
            foreach (var row in Rows(connection, table, columns, table == "cases" ? $"reference = '{reference}'" : $"case_id = {id}"))
            {
                if (columns[0].Name == "id")
                {
                    names[row[0]] = $":id{names.Count}";
                }

                id = table == "cases" ? row[0].Trim('\'') : id;
                var values = row.Select((value, column) => columns[column].Name switch
                {
                    "reference" => "left(md5(:id0::text), 16)",
                    "idempotency_key" => "md5(:id0::text)",
                    _ => names.GetValueOrDefault(value, value),
                });
                inserts.AppendLine(CultureInfo.InvariantCulture, $"INSERT INTO {table} ({string.Join(", ", columns.Select(column => column.Name))}) VALUES ({string.Join(", ", values)});");
            }
        }

        var script = new StringBuilder("\\set base random(1, 900000000000000)\n");
        for (var i = 0; i < names.Count; i++)
        {
            script.AppendLine(CultureInfo.InvariantCulture, $"\\set id{i} :base * 64 + {i}");
        }

        return script.AppendLine("BEGIN;").Append(inserts).AppendLine("COMMIT;").ToString();
    }

    /// <summary>Without those that the database works out itself; the id first.</summary>
    private static List<(string Name, string Type)> ColumnsOf(NpgsqlConnection connection, string table)
    {
        using var command = new NpgsqlCommand(
            $"SELECT column_name, udt_name FROM information_schema.columns WHERE table_name = '{table}' AND is_generated = 'NEVER' ORDER BY (column_name = 'id') DESC, ordinal_position", connection);
        using var reader = command.ExecuteReader();
        var columns = new List<(string, string)>();
        while (reader.Read())
        {
            columns.Add((reader.GetString(0), reader.GetString(1)));
        }

        return columns;
    }

    private static IEnumerable<string[]> Rows(NpgsqlConnection connection, string table, List<(string Name, string Type)> columns, string condition)
    {
        using var command = new NpgsqlCommand($"SELECT {string.Join(", ", columns.Select(column => $"quote_nullable({column.Name}::text)"))} FROM {table} WHERE {condition}", connection);
        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read())
        {
            // A colon would be a variable of the script to pgbench, a line break the end of a command.
            rows.Add([.. columns.Select((column, i) => Quoted(reader.GetString(i), column.Type))]);
        }

        return rows;
    }

    private static string Quoted(string literal, string type) => literal.Contains(':', StringComparison.Ordinal) || literal.Contains('\n', StringComparison.Ordinal)
        ? $"convert_from('\\x{Convert.ToHexString(Encoding.UTF8.GetBytes(Unquoted(literal)))}', 'UTF8')::{type}"
        : literal;

    private static string Unquoted(string literal) => literal.StartsWith("E'", StringComparison.Ordinal)
        ? literal[2..^1].Replace("''", "'", StringComparison.Ordinal).Replace(@"\\", @"\", StringComparison.Ordinal)
        : literal[1..^1].Replace("''", "'", StringComparison.Ordinal);

    private static string Program() =>
        Directory.GetDirectories("/usr/lib/postgresql").Select(folder => Path.Combine(folder, "bin", "pgbench")).Where(File.Exists).Order().LastOrDefault()
        ?? throw new InvalidOperationException("There is no pgbench. Is postgresql-15 installed?");

    [GeneratedRegex(@"tps = ([\d.]+)")]
    private static partial Regex RatePattern();
}
