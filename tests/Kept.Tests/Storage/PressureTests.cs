using System.Net;
using System.Text.Json;
using Kept.Desk.Presence;
using Kept.Keys;
using Kept.Storage;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Tests.Cases;
using Kept.Tests.Desk;
using Kept.Tests.Open311;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Kept.Tests.Storage;

/// <summary>While disk or database do not keep up, new work is refused before anything of it is taken, and pages stay readable.</summary>
public sealed class PressureTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Databases("en"), Databases("de"), Databases("hr"), Databases("hu")]
    public async Task Too_many_saves_that_wait_refuse_new_work_and_keep_what_was_typed(Database database, string language)
    {
        await using var app = await KeptApp.StartAsync(database, options => options.Settings["Pressure:MostWaiting"] = "3");
        var words = app.Services.GetRequiredService<Kept.Texts.TextLibrary>().In(language);
        var pressure = app.Services.GetRequiredService<Pressure>();
        var ada = app.Visitor(language);
        await ada.GoAsync("/report/fly-tipping");
        var waiting = Enumerable.Range(0, 4).Select(_ => pressure.Begin()).ToList();
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(app.Address, "/report/fly-tipping/what"))
        {
            Content = new FormUrlEncodedContent([new("words", "behind the blue shed")]),
            Headers = { { "Origin", app.Address.GetLeftPart(UriPartial.Authority) } },
        };

        var page = await ada.SendAsync(request, HttpStatusCode.ServiceUnavailable);

        page.Headers["Retry-After"].ShouldBe("5");
        page.Heading.ShouldBe(words["error.503.title"]);
        page.HasButton(words["error.again"]).ShouldBeTrue();
        page.Source.ShouldContain("behind the blue shed");
        (await app.Visitor(language).GoAsync("/")).Status.ShouldBe(HttpStatusCode.OK, "pages can be read meanwhile");
        waiting.ForEach(save => pressure.End(save));
        using var client = app.Client();
        await ApiReports.SendAsync(client, 1, Cancel);
    }

    [Theory, Databases]
    public async Task Programs_get_problem_details_and_nothing_is_acknowledged(Database database)
    {
        await using var app = await KeptApp.StartAsync(database, options => options.Settings["Pressure:MostWaiting"] = "1");
        var pressure = app.Services.GetRequiredService<Pressure>();
        var waiting = Enumerable.Range(0, 2).Select(_ => pressure.Begin()).ToList();
        using var client = app.Client();

        using var refused = await client.SendAsync(ApiReports.Report(1), Cancel);

        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
        refused.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        JsonDocument.Parse(await refused.Content.ReadAsStringAsync(Cancel)).RootElement.GetProperty("status").GetInt32().ShouldBe(503);
        (await app.ReadAsync(db => db.Cases.CountAsync(Cancel))).ShouldBe(0);
        waiting.ForEach(save => pressure.End(save));
        await ApiReports.SendAsync(client, 1, Cancel);
        (await app.ReadAsync(db => db.Cases.CountAsync(Cancel))).ShouldBe(1);
    }

    [Fact]
    public async Task Programs_of_partners_are_refused_in_the_form_of_Open311()
    {
        await using var app = await KeptApp.StartAsync(options => options.Settings["Pressure:MostWaiting"] = "1");
        using var partner = await PartnerClient.OfAsync(app);
        var pressure = app.Services.GetRequiredService<Pressure>();
        var waiting = Enumerable.Range(0, 2).Select(_ => pressure.Begin()).ToList();

        using var refused = await partner.PostAsync("requests.xml", PartnerClient.Mattress());

        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
        (await refused.Content.ReadAsStringAsync(Cancel)).ShouldContain("<code>503</code>");
        waiting.ForEach(save => pressure.End(save));
        (await partner.PostAsync("requests.xml", PartnerClient.Mattress())).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task While_the_database_is_locked_the_second_is_refused_at_once_and_the_first_is_not_half_done()
    {
        await using var app = await KeptApp.StartAsync(options => options.Settings["Pressure:LongestWait"] = "0.2");
        using var client = app.Client();
        Task<HttpResponseMessage> first;
        await using (var other = new SqliteConnection(app.Database.ConnectionString))
        {
            await other.OpenAsync(Cancel);
            await using var held = other.BeginTransaction(deferred: false);
            first = client.SendAsync(ApiReports.Report(1), Cancel);
            await Eventually.IsTrueAsync(() => app.Services.GetRequiredService<Pressure>().Now() == PressureReason.TooSlow);

            using var second = await client.SendAsync(ApiReports.Report(2), Cancel);

            second.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            (await client.GetAsync("/", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK, "pages can be read meanwhile");
        }

        (await first).StatusCode.ShouldBe(HttpStatusCode.Created);
        first.Dispose();
        await ApiReports.SendAsync(client, 2, Cancel);
        (await app.ReadAsync(db => db.Cases.CountAsync(Cancel))).ShouldBe(2);
    }

    [Fact]
    public async Task A_disk_that_is_nearly_full_refuses_before_it_is_full()
    {
        await using var disk = SmallDisk.Mount(megabytes: 24);
        Assert.SkipWhen(disk is null, "A small disk can only be mounted by root.");
        await using var app = await KeptApp.StartAsync(options => options.Settings["Kept:DataFolder"] = disk.Folder);
        using var client = app.Client();
        await ApiReports.SendAsync(client, 1, Cancel);
        disk.Fill(leaveBytes: 300_000);

        using var refused = await client.SendAsync(ApiReports.Report(2), Cancel);

        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(60));
        (await client.GetAsync("/", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK, "pages can be read meanwhile");
        (await client.GetAsync("/health/ready", Cancel)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        disk.MakeRoom();
        await ApiReports.SendAsync(client, 2, Cancel);
    }

    [Fact]
    public async Task On_a_disk_without_a_byte_left_staff_and_programs_can_still_read_a_case()
    {
        await using var disk = SmallDisk.Mount(megabytes: 24);
        Assert.SkipWhen(disk is null, "A small disk can only be mounted by root.");
        var database = $"Data Source={Path.Combine(disk.Folder, "kept.db")}";
        await using var app = await KeptApp.StartAsync(options =>
            (options.Settings["Kept:DataFolder"], options.Settings["Kept:Database:ConnectionString"]) = (disk.Folder, database));
        var (about, mira) = (await app.ReceiveAsync(), await app.AddColleagueAsync("Mira Kovač"));
        using var program = app.Program(await app.MakeKeyAsync(mira));
        var desk = await app.SignInAsync(mira);
        await using (var other = new SqliteConnection(database))
        {
            await other.OpenAsync(Cancel);
            await using var shorten = other.CreateCommand();
            shorten.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)"; // else there is room left in the log of the database
            await shorten.ExecuteNonQueryAsync(Cancel);
        }

        disk.Fill(leaveBytes: 0);

        (await desk.GoAsync(about.DeskAddress())).Heading.ShouldContain(about.Reference.ToString());
        (await program.GetAsync($"/api/v1/cases/{about.Reference.Value}", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await app.ReadAsync(db => db.Set<CaseViewer>().CountAsync(Cancel))).ShouldBe(0, "nothing could be written");
        (await app.ReadAsync(db => db.Set<AccessKey>().CountAsync(key => key.LastUsedAt != null, Cancel))).ShouldBe(0);
    }

    [Theory, Databases]
    public async Task Without_a_connection_new_work_is_refused_and_goes_through_when_it_is_back(Database database)
    {
        Assert.SkipWhen(database == Database.Sqlite, "SQLite is a file: there is no line that could be cut.");
        await using var home = await TestDatabase.CreateAsync(database, TestFolder.New("data"));
        await using var line = CutLine.To(home.Settings, FreePorts.Next());
        await using var app = await KeptApp.StartAsync(database, options => options.Settings["Kept:Database:ConnectionString"] =
            new Npgsql.NpgsqlConnectionStringBuilder(home.Settings.ConnectionString) { Host = "127.0.0.1", Port = line.Port }.ToString());
        using var client = app.Client();
        await ApiReports.SendAsync(client, 1, Cancel);
        line.Cut();

        using var refused = await client.SendAsync(ApiReports.Report(2), Cancel);

        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        (await client.GetAsync("/", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK, "pages that need no row can be read meanwhile");
        (await client.GetAsync("/health/ready", Cancel)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        line.Join();
        await ApiReports.SendAsync(client, 2, Cancel);
        (await app.ReadAsync(db => db.Cases.CountAsync(Cancel))).ShouldBe(2);
    }
}
