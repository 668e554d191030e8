using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Kept.Staff;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Tests.Administration;
using Kept.Tests.Webhooks;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Desk.Api;

/// <summary>Whoever says which state they decided on changes no other.</summary>
public sealed class SeenVersionTests
{
    [Theory, Databases]
    public async Task Every_operation_that_takes_If_Match_refuses_another_version_and_does_nothing(Database database)
    {
        await using var other = await OtherSystem.StartAsync(database);
        var app = other.App;
        using var program = await ApiProgram.OfAsync(app, other.Hanna);
        var (about, second) = (await app.ReceiveAsync(), await app.ReceiveAsync());
        var (hook, _) = await other.HookAsync();
        var version = (await app.NowAsync(about)).Version;
        var (events, letters) = ((await app.EventsAsync(about)).Count, await LettersAsync(app));

        var asked = (from operation in OpenApiTests.Operations(await OpenApiTests.DescriptionAsync(app)) where TakesIfMatch(operation.Operation) select operation).ToList();
        foreach (var (path, method, operation) in asked)
        {
            var address = path.Replace("{reference}", about.Reference.ToString(), StringComparison.Ordinal)
                .Replace("/webhooks/{id}", $"/webhooks/{hook}", StringComparison.Ordinal)
                .Replace("/staff/{id}", $"/staff/{other.Hanna.Id}", StringComparison.Ordinal);
            using var request = new HttpRequestMessage(HttpMethod.Parse(method), PlaceInPath(address)) { Content = ExampleOf(operation, second.Reference.ToString()) };
            request.Headers.Add("Idempotency-Key", $"another version, {method} {path}");
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse("\"99999\""));

            await program.SendAsync(request, HttpStatusCode.PreconditionFailed);
        }

        asked.Count.ShouldBeGreaterThan(25);
        (await app.NowAsync(about)).Version.ShouldBe(version);
        ((await app.EventsAsync(about)).Count, await LettersAsync(app)).ShouldBe((events, letters));
    }

    [Fact]
    public async Task The_version_that_is_there_is_let_through()
    {
        await using var app = await KeptApp.StartAsync();
        using var program = await ApiProgram.OfMiraAsync(app);
        var about = await app.ReceiveAsync();
        var cases = $"/api/v1/cases/{about.Reference}";
        var seen = (await program.GetAsync(cases)).Answer.Headers.ETag!.ToString();

        foreach (var (path, body) in new[]
        {
            ("proposals", """{"kind":"note","words":"Ring before nine."}"""),
            ("messages", """{"words":"We come on Friday."}"""),
            ("notes", """{"words":"The gate is locked."}"""),
            ("contacts", """{"channel":"phone","words":"Asked when.","bringsNews":false}"""),
            ("information", """{"channel":"phone","words":"There is a second one."}"""),
            ("people", """{"mail":"bea@example.org","language":"hr"}"""),
        })
        {
            await program.PostAsync($"{cases}/{path}", body, ifMatch: seen);
            seen = program.Answer.Headers.ETag!.ToString();
        }
    }

    [Fact]
    public async Task Of_several_tags_one_has_to_match_a_weak_one_never_does_and_a_star_always()
    {
        await using var app = await KeptApp.StartAsync();
        using var program = await ApiProgram.OfMiraAsync(app);
        var about = await app.ReceiveAsync();
        var notes = $"/api/v1/cases/{about.Reference}/notes";

        foreach (var (tags, expected) in new[]
        {
            ("\"99999\", {now}", HttpStatusCode.OK),
            ("\"99999\", \"99998\"", HttpStatusCode.PreconditionFailed),
            ("W/{now}", HttpStatusCode.PreconditionFailed),
            ("\"99999\", W/{now}", HttpStatusCode.PreconditionFailed),
            ("*", HttpStatusCode.OK),
            ("nonsense", HttpStatusCode.PreconditionFailed),
        })
        {
            var now = $"\"{(await app.NowAsync(about)).Version}\"";
            using var request = new HttpRequestMessage(HttpMethod.Post, notes) { Content = new StringContent("""{"words":"x"}""", Encoding.UTF8, "application/json") };
            request.Headers.Add("Idempotency-Key", $"several tags: {tags}");
            request.Headers.TryAddWithoutValidation("If-Match", tags.Replace("{now}", now, StringComparison.Ordinal)).ShouldBeTrue();
            await program.SendAsync(request, expected);
        }
    }

    [Theory, Databases]
    public async Task Whoever_has_the_case_as_it_is_is_not_sent_it_again(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var program = await ApiProgram.OfMiraAsync(app);
        var cases = $"/api/v1/cases/{(await app.ReceiveAsync()).Reference}";
        var seen = (await program.GetAsync(cases)).Answer.Headers.ETag!.ToString();

        await AskAsync($"W/\"x\", {seen}", HttpStatusCode.NotModified);
        program.Text.ShouldBeEmpty();
        program.Answer.Headers.ETag!.ToString().ShouldBe(seen);
        await AskAsync("*", HttpStatusCode.NotModified);
        await AskAsync("\"99999\"", HttpStatusCode.OK);
        await program.PostAsync($"{cases}/proposals", """{"kind":"note","words":"Ring before nine."}""");
        await AskAsync(seen, HttpStatusCode.OK);
        program.Json["proposals"]!.AsArray().Count.ShouldBe(1);

        async Task AskAsync(string tags, HttpStatusCode expected)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, cases);
            request.Headers.TryAddWithoutValidation("If-None-Match", tags).ShouldBeTrue();
            await program.SendAsync(request, expected);
        }
    }

    [Fact]
    public async Task The_own_account_is_changed_against_what_was_seen()
    {
        await using var app = await KeptApp.StartAsync();
        using var program = await ApiProgram.OfAsync(app, await app.AddColleagueAsync("Mira Kovač", StaffRole.Agent));
        var seen = (await program.GetAsync("/api/v1/account")).Answer.Headers.ETag!.ToString();

        await program.PutAsync("/api/v1/account", """{"name":"Mira Horvat","language":"hr"}""", ifMatch: seen);
        await program.PutAsync("/api/v1/account", """{"name":"Mira Other","language":"hr"}""", HttpStatusCode.PreconditionFailed, seen);

        program.Json["current"]!["name"]!.GetValue<string>().ShouldBe("Mira Horvat");
    }

    private static bool TakesIfMatch(JsonElement operation) => operation.TryGetProperty("parameters", out var parameters)
        && parameters.EnumerateArray().Any(parameter => parameter.GetProperty("name").GetString() == "If-Match");

    /// <summary>What is left of a path's names stands for something that is not there: the version comes first.</summary>
    private static string PlaceInPath(string address) =>
        string.Join('/', address.Split('/').Select(part => part.StartsWith('{') ? "17" : part));

    /// <param name="operation">As it is described.</param>
    /// <param name="reference">Of a case that there is, in place of the one in examples.</param>
    private static StringContent? ExampleOf(JsonElement operation, string reference) => operation.TryGetProperty("requestBody", out var body)
        ? new StringContent(
            body.GetProperty("content").GetProperty("application/json").GetProperty("example").GetRawText().Replace("K7QF-3M9T", reference, StringComparison.Ordinal),
            Encoding.UTF8, "application/json")
        : null;

    private static Task<int> LettersAsync(KeptApp app) => app.ReadAsync(db => db.Messages.CountAsync());
}
