using System.Data.Common;
using Dapper;
using NodaTime;

namespace Kept.Storage;

/// <summary>The steps that a database has gone through, and which programs each of them leaves running.</summary>
internal sealed class SchemaSteps(IClock clock)
{
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS schema_steps (number integer PRIMARY KEY, name text NOT NULL, applied_at text NOT NULL);
        CREATE TABLE IF NOT EXISTS schema_compatible (number integer PRIMARY KEY, oldest_program integer NOT NULL);
        """;

    /// <summary>True when there was none yet.</summary>
    /// <exception cref="InvalidOperationException">There is one that this program does not know and cannot run beside.</exception>
    public async Task<bool> ApplyMissingAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<SchemaScript> scripts)
    {
        await connection.ExecuteAsync(Tables, transaction: transaction);
        var applied = (await connection.QueryAsync<Applied>(
            "SELECT s.number AS \"Number\", c.oldest_program AS \"OldestProgram\" FROM schema_steps s LEFT JOIN schema_compatible c ON c.number = s.number",
            transaction: transaction)).ToList();
        Refuse(applied, scripts);
        var known = applied.Select(step => step.Number).ToHashSet();
        foreach (var script in scripts.Where(script => !known.Contains(script.Number)))
        {
            await connection.ExecuteAsync(script.Sql, transaction: transaction);
            await connection.ExecuteAsync(
                "INSERT INTO schema_steps (number, name, applied_at) VALUES (@Number, @Name, @At)",
                new { script.Number, script.Name, At = clock.GetCurrentInstant().ToString() }, transaction);
            await connection.ExecuteAsync(
                "INSERT INTO schema_compatible (number, oldest_program) VALUES (@Number, @OldestProgram)",
                new { script.Number, script.OldestProgram }, transaction);
        }

        return applied.Count == 0;
    }

    private static void Refuse(IEnumerable<Applied> applied, IReadOnlyList<SchemaScript> scripts)
    {
        var (mine, newest) = (scripts.Select(script => script.Number).ToHashSet(), scripts[^1].Number);
        var tooNew = applied.Where(step => !mine.Contains(step.Number) && (step.OldestProgram ?? step.Number) > newest)
            .Select(step => step.Number).DefaultIfEmpty(0).Max();
        if (tooNew > 0)
        {
            throw new InvalidOperationException(
                $"This database has schema step {tooNew}, and this version of Kept knows steps up to {newest} and cannot run beside it. "
                + "Start the newer version, or restore a backup from before the update.");
        }
    }

    /// <summary>Databases give numbers in different sizes, so a row is read before it is believed.</summary>
    private sealed class Applied
    {
        public int Number { get; set; }

        public int? OldestProgram { get; set; }
    }
}
