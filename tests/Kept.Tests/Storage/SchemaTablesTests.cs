using Dapper;
using Kept.Storage.Moving;
using Kept.Testing;
using Kept.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Storage;

/// <summary>What is read from the schema scripts is what the databases have: a table that is left out of a move would be lost.</summary>
public sealed class SchemaTablesTests
{
    /// <summary>Made by the program or the database beside the scripts, or on one of the two alone.</summary>
    private static readonly string[] Others = ["schema_", "case_words_index", "sqlite_sequence", "schedule_"];

    [Theory, Databases]
    public async Task Every_table_and_column_is_known(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var found = await app.ReadAsync(db => db.Database.GetDbConnection().QueryAsync<(string, string)>(database == Database.Sqlite
            ? "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'"
            : "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema() AND is_generated = 'NEVER'"));

        var known = SchemaTables.All().SelectMany(table => table.Columns.Select(column => (table.Name, column.Name)));

        known.Order().ShouldBe(found.Where(pair => !Others.Any(other => pair.Item1.StartsWith(other, StringComparison.OrdinalIgnoreCase))).Order());
    }

    [Fact]
    public void Every_table_that_is_moved_has_a_key_by_which_it_is_ordered() =>
        SchemaTables.Moved.Where(table => table.Key.IsEmpty).Select(table => table.Name).ShouldBeEmpty();
}
