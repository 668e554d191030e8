using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Kept.Mail.Outgoing;
using Kept.Storage;
using Kept.Testing;
using Kept.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Kept.Tests.Cases;

public sealed class CasesApiTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task A_report_becomes_a_case_with_a_dated_promise_and_a_mail(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var client = app.Client();

        var answer = await SendAsync(client, "k1", Mattress());

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        var receipt = await JsonOf(answer);
        receipt.GetProperty("reference").GetString()!.ShouldMatch("^[2-9A-Z]{4}-[2-9A-Z]{4}$");
        var promise = receipt.GetProperty("promises").EnumerateArray().ShouldHaveSingleItem();
        promise.GetProperty("stage").GetString().ShouldBe("inspect");
        promise.GetProperty("due").GetString().ShouldBe("2026-03-11T17:00:00+00:00");
        promise.GetProperty("words").GetString().ShouldBe("By Wednesday 11 March we will have gone to look.");
        promise.GetProperty("explanation").GetArrayLength().ShouldBeGreaterThan(2);
        receipt.GetProperty("trackUrl").GetString().ShouldStartWith(app.Address.ToString());
        var message = (await MessagesAsync(app)).ShouldHaveSingleItem();
        message.Recipient.ShouldBe("ada@example.org");
        message.Letter.ShouldContain("Wednesday 11 March");
        message.Letter.ShouldNotContain("Mill School", Case.Insensitive, "nobody has confirmed this address yet");
    }

    [Theory, Databases]
    public async Task The_same_key_again_gets_the_first_answer_and_makes_nothing_twice(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var client = app.Client();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => SendAsync(client, "same", Mattress())));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Created);
        (await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync(Cancel)))).Distinct().Count().ShouldBe(1);
        (await MessagesAsync(app)).Count.ShouldBe(1);
        (await SendAsync(client, "same", Mattress(language: "hr"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory, Databases]
    public async Task The_token_opens_the_public_view_and_nothing_else_does(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var client = app.Client();
        var receipt = await JsonOf(await SendAsync(client, "k2", Mattress()));
        var reference = receipt.GetProperty("reference").GetString();
        var token = receipt.GetProperty("trackUrl").GetString()!.Split('/')[^1];

        var shown = await client.GetAsync($"/api/v1/cases/{reference}?token={token}", Cancel);
        shown.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await JsonOf(shown)).GetProperty("next").GetArrayLength().ShouldBe(1);

        var wrong = await client.GetAsync($"/api/v1/cases/{reference}?token=AAAAAAAAAAAAAAAAAAAAAA", Cancel);
        var unknown = await client.GetAsync($"/api/v1/cases/2222-2222?token={token}", Cancel);
        wrong.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await JsonOf(wrong)).GetProperty("title").GetString().ShouldBe((await JsonOf(unknown)).GetProperty("title").GetString());
    }

    [Fact]
    public async Task Every_mistake_is_named_with_what_to_do()
    {
        await using var app = await KeptApp.StartAsync();
        using var client = app.Client();

        (await SendAsync(client, "", Mattress())).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await SendAsync(client, "k", "[1")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await SendAsync(client, "k", """{"service":"moon"}""")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await SendAsync(client, "k", Mattress().Replace("lane behind", "lane\\u0000behind", StringComparison.Ordinal))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var answer = await SendAsync(client, "k", """
            {"service":"fly-tipping","answers":{"what":["sofa-bed"],"size":7,"colour":"red"},"contact":{"mail":"ada@@example"},"language":"xx"}
            """);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await JsonOf(answer);
        problem.GetProperty("code").GetString().ShouldBe("invalid");
        var errors = problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).ToList();
        errors.ShouldContain("language");
        errors.ShouldContain("contact.mail");
        errors.ShouldContain("answers.size");
        errors.ShouldContain("answers.colour");
        (await MessagesAsync(app)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"ada@example.org\"", "contact")]
    [InlineData("""{"mail":["ada@example.org"]}""", "contact.mail")]
    [InlineData("""{"mail":"ada@[127.0.0.1]"}""", "contact.mail")] // no mail could be sent there, so nobody would be told
    public async Task Who_to_tell_is_never_dropped_in_silence(string contact, string field)
    {
        await using var app = await KeptApp.StartAsync();
        using var client = app.Client();

        var answer = await SendAsync(client, "k", $$"""
            {"service":"fly-tipping","answers":{"what":["furniture"],"size":"van","where":{"words":"Mill Lane"},"blocks":true},"contact":{{contact}}}
            """);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await JsonOf(answer)).GetProperty("errors").EnumerateObject().ShouldHaveSingleItem().Name.ShouldBe(field);
    }

    [Fact]
    public async Task The_catalogue_and_its_description_can_be_read()
    {
        await using var app = await KeptApp.StartAsync();
        using var client = app.Client();

        var list = await JsonOf(await client.GetAsync("/api/v1/services?lang=de", Cancel));
        list.GetProperty("services").GetArrayLength().ShouldBeGreaterThanOrEqualTo(14);
        foreach (var code in list.GetProperty("services").EnumerateArray().Select(service => service.GetProperty("code").GetString()))
        {
            (await client.GetAsync($"/api/v1/services/{code}", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        (await client.GetAsync("/api/v1/services/moon", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var description = await JsonOf(await client.GetAsync("/openapi/v1.json", Cancel));
        description.GetProperty("openapi").GetString().ShouldStartWith("3.1");
        description.GetProperty("paths").EnumerateObject().Select(path => path.Name).ShouldContain("/api/v1/cases");
    }

    private static string Mattress(string language = "en") => $$"""
        {
          "service": "fly-tipping", "language": "{{language}}",
          "answers": {"what": ["furniture"], "size": "van", "blocks": false, "where": {"words": "lane behind Mill School", "lat": 51.5, "lon": -0.12} },
          "contact": {"name": "Ada", "mail": "ada@example.org"}
        }
        """;

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string key, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cases") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (key.Length > 0)
        {
            request.Headers.Add("Idempotency-Key", $"a report of Ada's, {key}");
        }

        return client.SendAsync(request, Cancel);
    }

    private static Task<JsonElement> JsonOf(HttpResponseMessage answer) => answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);

    private static async Task<List<Message>> MessagesAsync(KeptApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<KeptDb>().Messages.AsNoTracking().ToListAsync(Cancel);
    }
}
