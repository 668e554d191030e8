using System.Data.Common;
using Dapper;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Operation.Examine.Checks;

/// <summary>Whether the database itself is sound, and its rows refer to rows that are there.</summary>
internal sealed class IntegrityCheck(KeptDb db) : ICheck
{
    private const int MostRows = 5;

    public string Name => "integrity";

    public bool NeedsDatabase => true;

    public Depth From => Depth.Usual;

    public async Task<IReadOnlyList<Finding>> LookAsync(Depth depth, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            var connection = db.Database.GetDbConnection();
            var faults = db.Database.IsNpgsql() ? await OfPostgresAsync(connection) : await OfSqliteAsync(connection);
            return faults.Count == 0 ? [Finding.Good(Name)] : [.. faults];
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private async Task<List<Finding>> OfSqliteAsync(DbConnection connection)
    {
        var said = (await connection.QueryAsync<string>($"PRAGMA integrity_check({MostRows})", commandTimeout: 0)).ToList();
        if (said is not ["ok"])
        {
            return [Finding.Bad(Name, "damaged", ("what", string.Join("; ", said)))];
        }

        var strays = (await connection.QueryAsync<string>("SELECT DISTINCT \"table\" FROM pragma_foreign_key_check", commandTimeout: 0)).ToList();
        return strays.Count == 0 ? [] : [Finding.Bad(Name, "strays", ("tables", string.Join(", ", strays)))];
    }

    /// <summary>PostgreSQL holds references by itself; what it leaves behind are indexes that could not be built.</summary>
    private async Task<List<Finding>> OfPostgresAsync(DbConnection connection)
    {
        var broken = (await connection.QueryAsync<string>("SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid")).ToList();
        return broken.Count == 0 ? [] : [Finding.Attention(Name, "indexes", ("indexes", string.Join(", ", broken)))];
    }
}
