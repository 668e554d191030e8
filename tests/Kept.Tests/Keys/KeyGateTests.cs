using System.Net;
using System.Text.Json.Nodes;
using Kept.Keys;
using Kept.Testing;
using Kept.Testing.People;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Keys;

/// <summary>What a program hears over HTTP about its key.</summary>
public sealed class KeyGateTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_says_on_whose_behalf_it_works()
    {
        await using var app = await KeptApp.StartAsync();
        var mira = await app.AddColleagueAsync("Mira Kovač");
        using var program = app.Program(await app.MakeKeyAsync(mira, KeyRights.ReadCases, perMinute: 30));

        var answer = await program.GetAsync("/api/v1/me", Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var me = await JsonAsync(answer);
        me["staff"]!["name"]!.GetValue<string>().ShouldBe("Mira Kovač");
        me["rights"]!.AsArray().Select(right => right!.GetValue<string>()).ShouldBe(["readCases"]);
        answer.Headers.GetValues("RateLimit-Policy").Single().ShouldBe("\"per-minute\";q=30;w=60");
        answer.Headers.GetValues("RateLimit").Single().ShouldBe("\"per-minute\";r=29;t=60");
    }

    [Fact]
    public async Task Whoever_is_too_fast_gets_429_with_the_time_to_wait()
    {
        await using var app = await KeptApp.StartAsync();
        using var program = app.Program(await app.AddPartnerAsync("Neighbourly", perMinute: 1));
        (await program.GetAsync("/api/v1/me", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await app.AdvanceAsync(Duration.FromSeconds(20));

        var answer = await program.GetAsync("/api/v1/me", Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(40));
        answer.Headers.GetValues("RateLimit").Single().ShouldBe("\"per-minute\";r=0;t=40");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await JsonAsync(answer))["code"]!.GetValue<string>().ShouldBe("too-fast");
        await app.AdvanceAsync(Duration.FromSeconds(40));
        (await program.GetAsync("/api/v1/me", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Wrong_keys_are_answered_alike_and_a_cookie_is_no_key()
    {
        await using var app = await KeptApp.StartAsync();
        var mira = await app.AddColleagueAsync("Mira Kovač");
        var key = await app.MakeKeyAsync(mira);
        var answers = new List<string>();
        foreach (var wrong in new[] { key[..14] + new string('0', 32), KeyText.NewRandom().Reveal(), "x" })
        {
            using var program = app.Program(wrong);
            var answer = await program.GetAsync("/api/v1/me", Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer realm=\"Kept\", error=\"invalid_token\"");
            var problem = await JsonAsync(answer);
            problem.Remove("traceId").ShouldBeTrue();
            answers.Add(problem.ToJsonString());
        }

        answers.Distinct().Count().ShouldBe(1);
        using var client = app.Client();
        foreach (var (name, value) in new[] { ("Cookie", (await app.SignInAsync(mira)).Cookies.Header), ("Authorization", $"Basic {key}"), ("X-Api-Key", key) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me");
            request.Headers.TryAddWithoutValidation(name, value);
            (await client.SendAsync(request, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, name);
        }

        (await client.GetAsync($"/api/v1/me?api_key={key}", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task<JsonObject> JsonAsync(HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!.AsObject();
}
