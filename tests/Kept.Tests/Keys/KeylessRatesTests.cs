using System.Net;
using Kept.Testing;
using Kept.Testing.People;
using Kept.Tests.Cases;
using Microsoft.Extensions.Options;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Keys;

/// <summary>Programs without a key, each at an address of its own behind a proxy that the settings name.</summary>
public sealed class KeylessRatesTests
{
    private const int Most = 3;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_address_that_asks_too_often_waits_for_the_next_minute_and_others_do_not()
    {
        await using var app = await StartAsync();
        for (var i = 1; i <= Most; i++)
        {
            var fine = await AskAsync(app, "203.0.113.7", "/api/v1/services");
            fine.StatusCode.ShouldBe(HttpStatusCode.OK);
            fine.Headers.GetValues("RateLimit-Policy").Single().ShouldBe("\"per-minute\";q=3;w=60");
            fine.Headers.GetValues("RateLimit").Single().ShouldBe($"\"per-minute\";r={Most - i};t=60");
        }

        await app.AdvanceAsync(Duration.FromSeconds(20));
        var refused = await AskAsync(app, "203.0.113.7", "/api/v1/services/pothole");
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(40));
        (await refused.Content.ReadAsStringAsync(Cancellation)).ShouldContain("\"code\":\"too-fast-without-key\"");
        (await AskAsync(app, "203.0.113.7", "/open311/v2/services.json")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await AskAsync(app, "203.0.113.8", "/api/v1/services")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await AskAsync(app, "203.0.113.7", "/")).StatusCode.ShouldBe(HttpStatusCode.OK, "pages are for people");
        await app.AdvanceAsync(Duration.FromSeconds(40));
        (await AskAsync(app, "203.0.113.7", "/api/v1/services")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Guessing_keys_counts_and_a_good_key_does_not()
    {
        await using var app = await StartAsync();
        var key = await app.MakeKeyAsync(await app.AddColleagueAsync("Mira Kovač"));
        for (var i = 0; i < Most; i++)
        {
            (await AskAsync(app, "203.0.113.7", "/api/v1/me", "kept_guessed")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await AskAsync(app, "203.0.113.7", "/api/v1/me", "kept_guessed")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await AskAsync(app, "203.0.113.7", "/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await AskAsync(app, "203.0.113.7", "/api/v1/me", key)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Of_the_long_addresses_the_first_half_counts()
    {
        await using var app = await StartAsync();
        for (var i = 0; i < Most; i++)
        {
            (await AskAsync(app, $"2001:db8:1:2::{i + 1}", "/api/v1/services")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        (await AskAsync(app, "2001:db8:1:2:ffff::9", "/api/v1/services")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await AskAsync(app, "2001:db8:1:3::1", "/api/v1/services")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>Whoever is not named as a proxy says nothing about where a request comes from.</summary>
    [Fact]
    public async Task An_address_that_somebody_made_up_is_not_believed_and_this_machine_itself_is_not_counted()
    {
        await using var app = await KeptApp.StartAsync(options => options.Settings["Api:PerMinuteWithoutKey"] = "1");

        for (var i = 0; i < 3; i++)
        {
            var answer = await AskAsync(app, "203.0.113.7", "/api/v1/services");
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            answer.Headers.Contains("RateLimit").ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Cases_can_be_sent_without_a_key_and_are_counted()
    {
        await using var app = await StartAsync();
        for (var i = 0; i <= Most; i++)
        {
            using var client = app.Client();
            using var request = ApiReports.Report(i);
            request.Headers.Add("X-Forwarded-For", "203.0.113.7");
            (await client.SendAsync(request, Cancellation)).StatusCode.ShouldBe(i < Most ? HttpStatusCode.Created : HttpStatusCode.TooManyRequests);
        }
    }

    [Fact]
    public async Task A_limit_that_is_none_stops_the_start_with_a_sentence()
    {
        var problem = await Should.ThrowAsync<OptionsValidationException>(() =>
            KeptApp.StartAsync(options => options.Settings["Api:PerMinuteWithoutKey"] = "-1"));
        problem.Message.ShouldContain("Api:PerMinuteWithoutKey is -1.");
    }

    private static Task<KeptApp> StartAsync() => KeptApp.StartAsync(options =>
    {
        options.Settings["Kept:TrustedProxies:0"] = "127.0.0.1";
        options.Settings["Api:PerMinuteWithoutKey"] = Most.ToString(System.Globalization.CultureInfo.InvariantCulture);
    });

    private static async Task<HttpResponseMessage> AskAsync(KeptApp app, string from, string address, string? key = null)
    {
        using var client = app.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("X-Forwarded-For", from);
        if (key is not null)
        {
            request.Headers.Add("Authorization", $"Bearer {key}");
        }

        return await client.SendAsync(request, Cancellation);
    }
}
