using System.Net;
using Kept.Testing;
using Kept.Tests.Cases;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Reports;

/// <summary>The database and the disk as they are on bad days: nothing acknowledged is missing, nothing typed is lost.</summary>
[Trait("Speed", "slow")]
public sealed class BadDaysTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_another_program_holds_the_database_nothing_is_acknowledged_and_sending_again_works()
    {
        await using var app = await KeptApp.StartAsync();
        var ada = await FlyTipping.ToCheckAsync(app.Visitor(), mail: "ada@example.org");
        await using (var other = new SqliteConnection(app.Database.ConnectionString))
        {
            await other.OpenAsync(Cancel);
            await using var held = other.BeginTransaction(deferred: false);
            var page = await ada.PressAsync("Send the report", HttpStatusCode.ServiceUnavailable);
            page.Heading.ShouldBe("We cannot do this right now");
            page.Headers["Retry-After"].ShouldBe("5");
            (await app.Visitor().GoAsync("/")).Heading.ShouldBe("What do you need?", "pages can be read meanwhile");
        }

        (await ada.PressAsync("Send again")).Heading.ShouldBe("We have your report.");
        (await app.ReadAsync(db => db.Cases.CountAsync(Cancel))).ShouldBe(1);
    }

    [Fact]
    public async Task On_a_full_disk_reports_are_refused_and_go_through_once_there_is_room()
    {
        await using var disk = SmallDisk.Mount(megabytes: 24);
        Assert.SkipWhen(disk is null, "A small disk can only be mounted by root.");
        var settings = new Kept.Settings.DatabaseSettings { ConnectionString = $"Data Source={Path.Combine(disk.Folder, "kept.db")}" };
        var acknowledged = new List<string>();
        await using (var kept = await KeptProcess.StartAsync(settings, disk.Folder))
        {
            using var client = new HttpClient { BaseAddress = kept.Address };
            disk.Fill(leaveBytes: 600_000);
            var refused = await SendUntilRefusedAsync(client, acknowledged);
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, await refused.Content.ReadAsStringAsync(Cancel));
            refused.Headers.RetryAfter.ShouldNotBeNull();
            refused.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            (await client.GetAsync("/", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK, "pages can be read meanwhile");

            disk.MakeRoom();
            acknowledged.Add(await ApiReports.SendAsync(client, acknowledged.Count, Cancel));
            await kept.KillAndStartAgainAsync();
        }

        await using var connection = new SqliteConnection(settings.ConnectionString);
        await connection.OpenAsync(Cancel);
        (await ApiReports.ReferencesAsync(connection)).ShouldBe(acknowledged.Order());
        (await ApiReports.IntegrityAsync(connection)).ShouldBe("ok");
    }

    private static async Task<HttpResponseMessage> SendUntilRefusedAsync(HttpClient client, List<string> acknowledged)
    {
        while (true)
        {
            var answer = await client.SendAsync(ApiReports.Report(acknowledged.Count), Cancel);
            if (answer.StatusCode != HttpStatusCode.Created)
            {
                return answer;
            }

            acknowledged.Add(await ApiReports.ReferenceOfAsync(answer, Cancel));
        }
    }
}
