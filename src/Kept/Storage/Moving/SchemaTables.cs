using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Kept.Storage.Moving;

/// <param name="Kind">The word behind the dollar sign in the script: it means the same on both databases.</param>
internal sealed record SchemaColumn(string Name, string Kind);

/// <param name="Key">The columns of its primary key; empty where it has none.</param>
internal sealed record SchemaTable(string Name, ImmutableArray<SchemaColumn> Columns, ImmutableArray<string> Key)
{
    public string ColumnList => string.Join(", ", Columns.Select(column => Quoted(column.Name)));

    public string QuotedName => Quoted(Name);

    public static string Quoted(string name) => $"\"{name}\"";
}

/// <summary>
/// The tables that both databases have, read from the schema scripts: the only place where a column's meaning stands for
/// both (a moment is a number in one and a timestamp in the other). In the order in which they were made, so that each
/// comes after those it refers to.
/// </summary>
internal static partial class SchemaTables
{
    /// <summary>What belongs to an installation and not to what it holds.</summary>
    private static readonly string[] OfTheInstallation = ["process_numbers", "process_holders", "work_reports", "case_viewers", "sign_in_tries", "ended_sessions", "installation"];

    public static IReadOnlyList<SchemaTable> Moved { get; } = [.. All().Where(table => !OfTheInstallation.Contains(table.Name))];

    /// <summary>Every table that both have.</summary>
    public static IReadOnlyList<SchemaTable> All()
    {
        var (sqlite, postgres) = (Read(postgres: false), Read(postgres: true));
        return [.. sqlite.Where(table => postgres.Exists(other => other.Name == table.Name))];
    }

    private static List<SchemaTable> Read(bool postgres)
    {
        var tables = new List<SchemaTable>();
        foreach (var script in SchemaScripts.AsWritten(postgres))
        {
            foreach (var statement in Comment().Replace(script, "").Split(';').Select(text => Space().Replace(text, " ").Trim()))
            {
                Apply(statement, tables);
            }
        }

        return tables;
    }

    private static void Apply(string statement, List<SchemaTable> tables)
    {
        if (Create().Match(statement) is { Success: true } create)
        {
            var parts = SplitAtCommas(create.Groups["body"].Value).ToList();
            var columns = parts.Select(part => Column().Match(part)).Where(match => match.Success)
                .Select(match => new SchemaColumn(match.Groups["name"].Value, match.Groups["kind"].Value)).ToImmutableArray();
            tables.Add(new SchemaTable(create.Groups["table"].Value, columns, KeyOf(parts)));
        }
        else if (Add().Match(statement) is { Success: true } add)
        {
            Change(tables, add, table => table with { Columns = table.Columns.Add(new SchemaColumn(add.Groups["name"].Value, add.Groups["kind"].Value)) });
        }
        else if (Drop().Match(statement) is { Success: true } drop)
        {
            tables.RemoveAll(table => table.Name == drop.Groups["table"].Value);
        }
        else if (Rename().Match(statement) is { Success: true } rename)
        {
            Change(tables, rename, table => table with { Name = rename.Groups["name"].Value });
        }
        else if (DropColumn().Match(statement) is { Success: true } less)
        {
            Change(tables, less, table => table with { Columns = table.Columns.RemoveAll(column => column.Name == less.Groups["name"].Value) });
        }
    }

    private static void Change(List<SchemaTable> tables, Match match, Func<SchemaTable, SchemaTable> change)
    {
        var at = tables.FindIndex(table => table.Name == match.Groups["table"].Value);
        if (at >= 0)
        {
            tables[at] = change(tables[at]);
        }
    }

    private static ImmutableArray<string> KeyOf(List<string> parts)
    {
        var own = parts.Select(part => Key().Match(part)).FirstOrDefault(match => match.Success);
        return own is not null
            ? [.. own.Groups["columns"].Value.Split(',', StringSplitOptions.TrimEntries)]
            : [.. parts.Where(part => part.Contains("PRIMARY KEY", StringComparison.OrdinalIgnoreCase) || part.Contains("$serial", StringComparison.Ordinal)).Select(part => part.Split(' ')[0]).Take(1)];
    }

    private static IEnumerable<string> SplitAtCommas(string body)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i < body.Length; i++)
        {
            depth += body[i] == '(' ? 1 : body[i] == ')' ? -1 : 0;
            if (body[i] == ',' && depth == 0)
            {
                yield return body[start..i].Trim();
                start = i + 1;
            }
        }

        yield return body[start..].Trim();
    }

    [GeneratedRegex(@"--[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"^CREATE TABLE (IF NOT EXISTS )?""?(?<table>\w+)""? ?\((?<body>.*)\)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Create();

    [GeneratedRegex(@"^ALTER TABLE ""?(?<table>\w+)""? ADD (COLUMN )?""?(?<name>\w+)""? \$(?<kind>[a-z]+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Add();

    [GeneratedRegex(@"^ALTER TABLE ""?(?<table>\w+)""? DROP COLUMN ""?(?<name>\w+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex DropColumn();

    [GeneratedRegex(@"^ALTER TABLE ""?(?<table>\w+)""? RENAME TO ""?(?<name>\w+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Rename();

    [GeneratedRegex(@"^DROP TABLE (IF EXISTS )?""?(?<table>\w+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Drop();

    [GeneratedRegex(@"^""?(?<name>\w+)""? \$(?<kind>[a-z]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Column();

    [GeneratedRegex(@"^PRIMARY KEY ?\((?<columns>[^)]*)\)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Key();
}
