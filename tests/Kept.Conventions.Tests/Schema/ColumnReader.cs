using Dapper;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Conventions.Tests.Schema;

/// <summary>A column as the database has it.</summary>
internal sealed record Column(string Table, string Name, string Type, bool MayBeNull, bool HasDefault, bool InKey)
{
    /// <summary>PostgreSQL has two names for some types.</summary>
    public bool IsOfType(string type) => string.Equals(Plain(Type), Plain(type), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string type) => type switch
    {
        "timestamptz" => "timestamp with time zone",
        _ => type,
    };
}

/// <summary>Reads the columns of all tables from the database's own catalogue.</summary>
internal static class ColumnReader
{
    private const string Sqlite = """
        SELECT t.name AS "Table", c.name AS Name, c.type AS Type,
               (c."notnull" = 0 AND c.pk = 0) AS MayBeNull,
               (c.dflt_value IS NOT NULL OR (c.pk > 0 AND upper(c.type) = 'INTEGER')) AS HasDefault,
               c.pk > 0 AS InKey
        FROM sqlite_master t JOIN pragma_table_info(t.name) c
        WHERE t.type = 'table'
        """;

    private const string Postgres = """
        SELECT c.table_name AS "Table", c.column_name AS "Name", c.data_type AS "Type",
               c.is_nullable = 'YES' AS "MayBeNull",
               c.column_default IS NOT NULL OR c.is_identity = 'YES' OR c.is_generated = 'ALWAYS' AS "HasDefault",
               EXISTS (SELECT 1 FROM information_schema.table_constraints k
                       JOIN information_schema.key_column_usage u USING (constraint_schema, constraint_name)
                       WHERE k.constraint_type = 'PRIMARY KEY' AND k.table_name = c.table_name
                         AND u.table_name = c.table_name AND u.column_name = c.column_name) AS "InKey"
        FROM information_schema.columns c WHERE c.table_schema = 'public'
        """;

    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<Column>>> ReadAsync(KeptDb db)
    {
        var rows = await db.Database.GetDbConnection().QueryAsync<Row>(db.Database.IsNpgsql() ? Postgres : Sqlite);
        return rows.Select(row => new Column(row.Table, row.Name, row.Type, row.MayBeNull, row.HasDefault, row.InKey))
            .GroupBy(column => column.Table)
            .ToDictionary(group => group.Key, group => (IReadOnlyList<Column>)[.. group], StringComparer.Ordinal);
    }

    /// <summary>SQLite answers yes and no as numbers, so a row is read before it is believed.</summary>
    private sealed class Row
    {
        public string Table { get; set; } = "";

        public string Name { get; set; } = "";

        public string Type { get; set; } = "";

        public bool MayBeNull { get; set; }

        public bool HasDefault { get; set; }

        public bool InKey { get; set; }
    }
}
