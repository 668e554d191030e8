using System.Data.Common;
using Dapper;
using Kept.Settings;
using NodaTime;

namespace Kept.Storage;

/// <summary>The steps that a database has gone through, and which programs each of them leaves running.</summary>
internal sealed class SchemaSteps(IClock clock)
{
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS schema_steps (number integer PRIMARY KEY, name text NOT NULL, applied_at text NOT NULL);
        CREATE TABLE IF NOT EXISTS schema_compatible (number integer PRIMARY KEY, oldest_program integer NOT NULL);
        """;

    private const string Record = """
        INSERT INTO schema_steps (number, name, applied_at) VALUES (@Number, @Name, @At);
        INSERT INTO schema_compatible (number, oldest_program) VALUES (@Number, @OldestProgram);
        """;

    /// <summary>True when there was none yet. Those outside a transaction are left to <see cref="SlowSteps"/>.</summary>
    /// <exception cref="CannotStartException">There is one that this program does not know and cannot run beside.</exception>
    public async Task<bool> ApplyMissingAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<SchemaScript> scripts)
    {
        await connection.ExecuteAsync(Tables, transaction: transaction);
        var applied = await AppliedAsync(connection, transaction);
        Refuse(applied, scripts);
        foreach (var script in Missing(scripts, applied).Where(script => !script.OutsideTransaction))
        {
            await connection.ExecuteAsync(script.Sql, transaction: transaction);
            await RecordAsync(connection, script, transaction);
        }

        return applied.Count == 0;
    }

    /// <summary>What is still to be done outside a transaction.</summary>
    public async Task<IReadOnlyList<SchemaScript>> MissingSlowAsync(DbConnection connection, IReadOnlyList<SchemaScript> scripts) =>
        [.. Missing(scripts, await AppliedAsync(connection)).Where(script => script.OutsideTransaction)];

    public Task RecordAsync(DbConnection connection, SchemaScript script, DbTransaction? transaction = null) => connection.ExecuteAsync(
        Record, new { script.Number, script.Name, script.OldestProgram, At = clock.GetCurrentInstant().ToString() }, transaction);

    private static async Task<List<Applied>> AppliedAsync(DbConnection connection, DbTransaction? transaction = null) =>
        [.. await connection.QueryAsync<Applied>(
            "SELECT s.number AS \"Number\", c.oldest_program AS \"OldestProgram\" FROM schema_steps s LEFT JOIN schema_compatible c ON c.number = s.number",
            transaction: transaction)];

    private static IEnumerable<SchemaScript> Missing(IEnumerable<SchemaScript> scripts, IEnumerable<Applied> applied) =>
        scripts.ExceptBy(applied.Select(step => step.Number), script => script.Number);

    private static void Refuse(IEnumerable<Applied> applied, IReadOnlyList<SchemaScript> scripts)
    {
        var (mine, newest) = (scripts.Select(script => script.Number).ToHashSet(), scripts[^1].Number);
        var tooNew = applied.Where(step => !mine.Contains(step.Number) && (step.OldestProgram ?? step.Number) > newest)
            .Select(step => step.Number).DefaultIfEmpty(0).Max();
        if (tooNew > 0)
        {
            throw new CannotStartException(
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
