using Kept.Settings;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Kept.Testing.Databases;

/// <summary>A database on the run's own server, copied from one that got the schema once.</summary>
internal sealed class PostgresTestDatabase : TestDatabase
{
    private const string TemplateName = "kept_template";
    private static readonly Lazy<Task<PostgresServer>> Server = new(StartAsync);
    private static int count;

    private readonly PostgresServer server;
    private readonly string name;

    private PostgresTestDatabase(PostgresServer server, string name)
    {
        (this.server, this.name) = (server, name);
        Settings = new DatabaseSettings { Provider = DatabaseSettings.Postgres, ConnectionString = server.ConnectionStringOf(name) };
    }

    public override DatabaseSettings Settings { get; }

    public static async Task<TestDatabase> CreateAsync()
    {
        var server = await Server.Value;
        var name = $"kept_{Environment.ProcessId}_{Interlocked.Increment(ref count)}";
        await server.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {TemplateName}");
        return new PostgresTestDatabase(server, name);
    }

    public override async ValueTask DisposeAsync()
    {
        await using (var connection = new NpgsqlConnection(Settings.ConnectionString))
        {
            NpgsqlConnection.ClearPool(connection);
        }

        await server.ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");
    }

    private static async Task<PostgresServer> StartAsync()
    {
        var server = await PostgresServer.StartAsync();
        await server.ExecuteAsync($"CREATE DATABASE {TemplateName}");
        var connectionString = server.ConnectionStringOf(TemplateName) + ";Pooling=false";
        var options = new DbContextOptionsBuilder<KeptDb>().UseNpgsql(connectionString);
        await using var db = new KeptDb(options.Options, new DirectLane());
        var clock = new FixedClock(KeptApp.UsualStart);
        var steps = new SchemaSteps(clock);
        await new SchemaRunner(db, steps, new SlowSteps(db, steps), new IdSource(clock)).BringUpToDateAsync(CancellationToken.None);
        return server;
    }
}
