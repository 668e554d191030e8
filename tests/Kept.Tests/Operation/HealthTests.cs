using System.Net;
using System.Text.Json;
using Dapper;
using Kept.Operation;
using Kept.Storage;
using Kept.Testing;
using Kept.Testing.Databases;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Operation;

public sealed class HealthTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task A_program_that_serves_is_live_and_ready(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.RunDueWorkAsync();
        using var client = app.Client();

        (await client.GetStringAsync("/health/live", Cancel)).ShouldBe("ok\n");
        (await ReadyAsync(client)).ShouldBe((HttpStatusCode.OK, "database=ok disk=ok schema=ok work=ok"));
    }

    [Fact]
    public async Task A_locked_database_is_not_ready_and_the_program_lives()
    {
        await using var app = await KeptApp.StartAsync();
        using var client = app.Client();
        await using var other = new SqliteConnection(app.Database.ConnectionString);
        await other.OpenAsync(Cancel);
        await using var held = other.BeginTransaction(deferred: false);

        (await ReadyAsync(client)).ShouldBe((HttpStatusCode.ServiceUnavailable, "database=locked disk=ok"));
        (await client.GetAsync("/health/live", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, Databases]
    public async Task An_older_schema_is_not_ready(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.ReadAsync(db => db.Database.GetDbConnection().ExecuteAsync($"DELETE FROM schema_steps WHERE number = {SchemaScripts.NewestFor(database == Database.PostgreSql)}"));
        using var client = app.Client();

        (await ReadyAsync(client)).ShouldBe((HttpStatusCode.ServiceUnavailable, "database=ok disk=ok schema=old work=ok"));
    }

    [Theory, Databases]
    public async Task Work_that_has_fallen_silent_is_not_ready(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.RunDueWorkAsync();
        await app.ReadAsync(async db =>
        {
            (await db.Set<WorkReport>().SingleAsync(report => report.Work == WorkReport.Itself, Cancel)).Say(app.Now - Duration.FromMinutes(3), null, null, 0, null);
            return await db.SaveChangesAsync(Cancel);
        });
        using var client = app.Client();

        (await ReadyAsync(client)).ShouldBe((HttpStatusCode.ServiceUnavailable, "database=ok disk=ok schema=ok work=silent"));
    }

    private static async Task<(HttpStatusCode Status, string Checks)> ReadyAsync(HttpClient client)
    {
        using var answer = await client.GetAsync("/health/ready", Cancel);
        var checks = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement.GetProperty("checks");
        return (answer.StatusCode, string.Join(' ', checks.EnumerateObject().Select(check => $"{check.Name}={check.Value}")));
    }
}
