using Kept.Settings;
using Kept.Storage;

namespace Kept.Testing.Databases;

/// <summary>A database of one test's own, with the schema in it and no rows. Gone when it is disposed of.</summary>
internal abstract class TestDatabase : IAsyncDisposable
{
    /// <summary>A template is made without the program's services.</summary>
    static TestDatabase() => SqlValues.Register();

    public abstract DatabaseSettings Settings { get; }

    /// <param name="database">Which kind.</param>
    /// <param name="folder">The test's data folder, in which an embedded database lies.</param>
    public static async Task<TestDatabase> CreateAsync(Database database, string folder) => database switch
    {
        Database.Sqlite => await SqliteTestDatabase.CreateAsync(folder),
        Database.PostgreSql => await PostgresTestDatabase.CreateAsync(),
        _ => throw new ArgumentOutOfRangeException(nameof(database), database, "There is no such database."),
    };

    public abstract ValueTask DisposeAsync();
}
