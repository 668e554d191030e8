using Dapper;
using Kept.Storage;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Tests.Cases;
using Kept.Tests.Nodes;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Shouldly;
using Xunit;

namespace Kept.Tests.Storage;

/// <summary>Indexes that are built on PostgreSQL while others write.</summary>
public sealed class SlowStepsTests
{
    private const string Sql = """
        -- outside a transaction
        CREATE INDEX CONCURRENTLY IF NOT EXISTS cases_slow ON cases (title);
        DROP INDEX CONCURRENTLY IF EXISTS cases_place;
        """;

    private const string Indexes = "SELECT indexrelid::regclass::text, indisvalid FROM pg_index WHERE indexrelid::regclass::text IN ('cases_slow', 'cases_place')";
    private const string IsWaiting = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX CONCURRENTLY%cases_slow%' AND state = 'active' AND wait_event_type = 'Lock' AND datname = current_database()";

    private static readonly SchemaScript Slow = new(9001, "slow", Sql, 1, OutsideTransaction: true);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [ClusterFact]
    public async Task It_is_built_once_and_written_down_and_the_steps_around_it_are_done()
    {
        await using var app = await KeptApp.StartAsync(Database.PostgreSql);

        await BuildAsync(app);
        await BuildAsync(app);

        (await IndexesAsync(app)).ShouldBe([("cases_slow", true)]);
        (await StepsAsync(app)).ShouldBe([9001, 9002]);
    }

    [ClusterFact]
    public async Task While_it_is_built_others_write_and_start_and_the_next_start_begins_again_what_was_broken_off()
    {
        await using var app = await KeptApp.StartAsync(Database.PostgreSql);
        using var client = app.Client();
        await ApiReports.SendAsync(client, 1, Cancel);
        await using var other = await OpenAsync(app);
        await using var unfinished = await other.BeginTransactionAsync(Cancel);
        await other.ExecuteAsync("UPDATE cases SET title = 'changed'", transaction: unfinished);
        var building = BuildAsync(app);
        await using var watcher = await OpenAsync(app);
        await Eventually.IsTrueAsync(async () => await watcher.ExecuteScalarAsync<long>(IsWaiting) == 1);

        await ApiReports.SendAsync(client, 2, Cancel);
        await BuildAsync(app);
        (await StepsAsync(app)).ShouldBe([9002], "the second start goes on without the index");
        await watcher.ExecuteAsync(IsWaiting.Replace("count(*)", "pg_terminate_backend(pid)", StringComparison.Ordinal));
        await Should.ThrowAsync<NpgsqlException>(() => building);
        (await IndexesAsync(app)).ShouldContain(("cases_slow", false), "what PostgreSQL leaves");
        await unfinished.CommitAsync(Cancel);

        await BuildAsync(app);

        (await IndexesAsync(app)).ShouldBe([("cases_slow", true)]);
        (await StepsAsync(app)).ShouldBe([9001, 9002]);
    }

    private static Task<bool> BuildAsync(KeptApp app) => app.WithAsync<SchemaRunner, bool>(runner => runner.BringUpToDateAsync(
        [.. SchemaScripts.For(postgres: true), Slow, new SchemaScript(9002, "later", "CREATE TABLE later_things (id bigint)", 1)], Cancel));

    private static async Task<NpgsqlConnection> OpenAsync(KeptApp app)
    {
        var connection = new NpgsqlConnection(app.Database.ConnectionString);
        await connection.OpenAsync(Cancel);
        return connection;
    }

    private static Task<List<(string Name, bool Valid)>> IndexesAsync(KeptApp app) => app.ReadAsync(async db =>
        (await db.Database.GetDbConnection().QueryAsync<(string, bool)>(Indexes)).Order().ToList());

    private static Task<List<int>> StepsAsync(KeptApp app) => app.ReadAsync(async db =>
        (await db.Database.GetDbConnection().QueryAsync<int>("SELECT number FROM schema_steps WHERE number > 9000 ORDER BY number")).ToList());
}
