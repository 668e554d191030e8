using Kept.Settings;
using Kept.Storage;
using Kept.Testing;
using Kept.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Shouldly;
using Xunit;

namespace Kept.Conventions.Tests.Schema;

/// <summary>The scripts and the model say the same, on both databases.</summary>
public sealed class SchemaTests
{
    [Theory, Databases]
    public async Task Every_property_has_its_column_with_the_same_type_and_may_be_missing_in_both_or_neither(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var tables = await app.ReadAsync(ColumnReader.ReadAsync);

        var mistakes = await app.ReadAsync(db => Task.FromResult(Properties(db).SelectMany(property => MistakesOf(property, tables)).ToList()));

        mistakes.ShouldBeEmpty();
    }

    [Theory, Databases]
    public async Task Every_column_that_needs_a_value_gets_one_from_the_model(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var tables = await app.ReadAsync(ColumnReader.ReadAsync);
        var mapped = await app.ReadAsync(db => Task.FromResult(Properties(db).Select(property => (property.Table, property.Column)).ToHashSet()));

        (from column in tables.Values.SelectMany(columns => columns)
         where mapped.Any(property => property.Table == column.Table)
             && !column.MayBeNull && !column.HasDefault && !mapped.Contains((column.Table, column.Name))
         select $"{column.Table}.{column.Name}").ShouldBeEmpty();
    }

    [Theory, Databases]
    public async Task Keys_are_the_same(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var tables = await app.ReadAsync(ColumnReader.ReadAsync);

        var keys = await app.ReadAsync(db => Task.FromResult(
            (from entity in db.Model.GetEntityTypes()
             let table = entity.GetTableName()!
             let key = entity.FindPrimaryKey()!.Properties.Select(property => property.GetColumnName()).Order().ToList()
             let script = tables.GetValueOrDefault(table, []).Where(column => column.InKey).Select(column => column.Name).Order().ToList()
             where !key.SequenceEqual(script)
             select $"{table}: the model has ({string.Join(", ", key)}), the script ({string.Join(", ", script)})").ToList()));

        keys.ShouldBeEmpty();
    }

    [Theory, Databases]
    public async Task Running_the_scripts_again_changes_nothing(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);

        (await app.WithAsync<SchemaRunner, bool>(runner => runner.BringUpToDateAsync(CancellationToken.None))).ShouldBeFalse();
    }

    [Theory, Databases]
    public async Task A_database_of_a_newer_version_is_left_alone(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.WithAsync<KeptDb>(db => db.Database.ExecuteSqlRawAsync("INSERT INTO schema_steps VALUES (9999, 'later', 'then')"));

        var problem = await Should.ThrowAsync<InvalidOperationException>(() =>
            app.WithAsync<SchemaRunner, bool>(runner => runner.BringUpToDateAsync(CancellationToken.None)));

        problem.Message.ShouldContain("9999");
    }

    [Theory, Databases]
    public async Task A_newer_step_that_lets_this_version_run_beside_it_does_no_harm(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var newest = SchemaScripts.For(database == Database.PostgreSql)[^1].Number;
        await app.WithAsync<KeptDb>(async db =>
        {
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE cases ADD COLUMN later text NULL");
            await db.Database.ExecuteSqlRawAsync("INSERT INTO schema_steps VALUES (9999, 'later', 'then')");
            await db.Database.ExecuteSqlAsync($"INSERT INTO schema_compatible VALUES (9999, {newest})");
        });

        (await app.WithAsync<SchemaRunner, bool>(runner => runner.BringUpToDateAsync(CancellationToken.None))).ShouldBeFalse();
    }

    [Theory, Databases]
    public async Task A_newer_step_for_newer_versions_only_stops_this_one(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var newest = SchemaScripts.For(database == Database.PostgreSql)[^1].Number;
        await app.WithAsync<KeptDb>(async db =>
        {
            await db.Database.ExecuteSqlRawAsync("INSERT INTO schema_steps VALUES (9999, 'later', 'then')");
            await db.Database.ExecuteSqlAsync($"INSERT INTO schema_compatible VALUES (9999, {newest + 1})");
        });

        await Should.ThrowAsync<InvalidOperationException>(() =>
            app.WithAsync<SchemaRunner, bool>(runner => runner.BringUpToDateAsync(CancellationToken.None)));
    }

    [Fact]
    public void Script_numbers_have_no_double_and_no_script_is_for_programs_that_come_after_it()
    {
        foreach (var postgres in new[] { false, true })
        {
            var scripts = SchemaScripts.For(postgres);
            scripts.Select(script => script.Number).ShouldBeUnique($"{(postgres ? DatabaseSettings.Postgres : DatabaseSettings.SqliteName)}");
            scripts.ShouldAllBe(script => script.OldestProgram <= script.Number);
        }
    }

    private static IEnumerable<MappedProperty> Properties(KeptDb db) =>
        from entity in db.Model.GetEntityTypes()
        let table = entity.GetTableName()
        where table is not null
        from property in entity.GetProperties()
        let column = property.GetColumnName(StoreObjectIdentifier.Table(table))
        where column is not null
        select new MappedProperty(table, column, property.IsColumnNullable(), property.GetColumnType());

    private static IEnumerable<string> MistakesOf(MappedProperty property, IReadOnlyDictionary<string, IReadOnlyList<Column>> tables)
    {
        if (!tables.TryGetValue(property.Table, out var columns))
        {
            yield return $"There is no table {property.Table}.";
            yield break;
        }

        if (columns.SingleOrDefault(column => column.Name == property.Column) is not { } found)
        {
            yield return $"There is no column {property.Table}.{property.Column}.";
            yield break;
        }

        if (found.MayBeNull != property.MayBeNull)
        {
            yield return $"{property.Table}.{property.Column} may {(found.MayBeNull ? "" : "not ")}be NULL in the script, and may {(property.MayBeNull ? "" : "not ")}in the model.";
        }

        if (!found.IsOfType(property.Type))
        {
            yield return $"{property.Table}.{property.Column} is {found.Type} in the script and {property.Type} in the model.";
        }
    }

    private sealed record MappedProperty(string Table, string Column, bool MayBeNull, string Type);
}
