using Kept.Settings;
using Kept.Storage;
using Kept.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Testing.Databases;

/// <summary>The file <c>kept.db</c> in the test's data folder, copied from one that got the schema once.</summary>
internal sealed class SqliteTestDatabase : TestDatabase
{
    private static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);

    private SqliteTestDatabase(string file) => Settings = new DatabaseSettings { ConnectionString = $"Data Source={file}" };

    public override DatabaseSettings Settings { get; }

    public static async Task<TestDatabase> CreateAsync(string folder)
    {
        var file = Path.Combine(folder, "kept.db");
        File.Copy(await Template.Value, file);
        return new SqliteTestDatabase(file);
    }

    public override ValueTask DisposeAsync()
    {
        using var connection = new SqliteConnection(Settings.ConnectionString);
        SqliteConnection.ClearPool(connection);
        return ValueTask.CompletedTask;
    }

    private static async Task<string> MakeTemplateAsync()
    {
        var file = Path.Combine(TestFolder.OfThisRun, "template.db");
        var connectionString = $"Data Source={file};Pooling=False";
        var options = new DbContextOptionsBuilder<KeptDb>().UseSqlite(connectionString).AddInterceptors(new SqlitePragmas());
        await using (var db = new KeptDb(options.Options, new DirectLane()))
        {
            var clock = new FixedClock(KeptApp.UsualStart);
            var steps = new SchemaSteps(clock);
            await new SchemaRunner(db, steps, new SlowSteps(db, steps), new IdSource(clock)).BringUpToDateAsync(CancellationToken.None);
        }

        await using var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await command.ExecuteNonQueryAsync();
        return file;
    }
}

/// <summary>Always the same instant.</summary>
internal sealed class FixedClock(Instant now) : IClock
{
    public Instant GetCurrentInstant() => now;
}
