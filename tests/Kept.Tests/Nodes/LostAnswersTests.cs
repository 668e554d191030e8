using System.Net;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Tests.Cases;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Shouldly;
using Xunit;

namespace Kept.Tests.Nodes;

/// <summary>When the database's answer to a commit is lost, nobody is told anything that is not so.</summary>
public sealed class LostAnswersTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [ClusterFact]
    public async Task A_commit_whose_answer_got_lost_is_found_again_and_told_as_it_is()
    {
        await using var app = await KeptApp.StartAsync(Database.PostgreSql);
        await using var wire = new ForgetfulWire(app.Database.ConnectionString);
        await using var behind = await app.StartAnotherNodeAsync(options =>
            options.Settings["Kept:Database:ConnectionString"] = wire.ConnectionString);
        using var client = behind.Client();
        await ApiReports.SendAsync(client, 1, Cancel);

        wire.ForgetTheAnswerTo("INSERT INTO cases");
        var reference = await ApiReports.SendAsync(client, 2, Cancel);

        wire.Forgotten.ShouldBe(1);
        (await ReferencesAsync(app)).Count.ShouldBe(2);
        (await ReferencesAsync(app)).ShouldContain(reference);
    }

    [ClusterFact]
    public async Task While_no_answer_comes_at_all_it_says_try_again_and_the_same_key_finds_the_truth()
    {
        await using var app = await KeptApp.StartAsync(Database.PostgreSql);
        await using var wire = new ForgetfulWire(app.Database.ConnectionString);
        await using var behind = await app.StartAnotherNodeAsync(options =>
            options.Settings["Kept:Database:ConnectionString"] = wire.ConnectionString);
        using var client = behind.Client();
        await ApiReports.SendAsync(client, 1, Cancel);

        wire.ForgetTheAnswerTo("INSERT INTO cases", andStayAway: true);
        using var unknown = await client.SendAsync(ApiReports.Report(2), Cancel);
        unknown.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        unknown.Headers.RetryAfter.ShouldNotBeNull().Delta.ShouldBe(TimeSpan.FromSeconds(10));

        wire.ComeBack();
        using var again = await client.SendAsync(ApiReports.Report(2), Cancel);
        again.StatusCode.ShouldBe(HttpStatusCode.Created);
        again.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        (await ReferencesAsync(app)).Count.ShouldBe(2);
    }

    [ClusterFact]
    public async Task A_standby_refuses_writes_for_now_and_pages_stay_readable()
    {
        await using var app = await KeptApp.StartAsync(Database.PostgreSql);
        var database = new NpgsqlConnectionStringBuilder(app.Database.ConnectionString);
        var readOnly = $"ALTER ROLE {database.Username} IN DATABASE {database.Database} SET default_transaction_read_only = on";
        using var client = app.Client();
        await ApiReports.SendAsync(client, 1, Cancel);
        await app.WithAsync<KeptDb>(db => db.Database.ExecuteSqlRawAsync(readOnly));
        NpgsqlConnection.ClearAllPools();

        using var refused = await client.SendAsync(ApiReports.Report(2), Cancel);
        using var page = await client.GetAsync(new Uri("/", UriKind.Relative), Cancel);

        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static Task<List<string>> ReferencesAsync(KeptApp app) => app.ReadAsync(async db =>
        (await db.Cases.Select(known => known.Reference).ToListAsync(Cancel)).ConvertAll(reference => reference.ToString()));
}
