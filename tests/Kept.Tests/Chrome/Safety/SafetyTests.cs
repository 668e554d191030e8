using System.Net;
using Kept.Chrome.Safety;
using Kept.Testing;
using Shouldly;
using Xunit;

namespace Kept.Tests.Chrome.Safety;

public sealed class SafetyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_run_only_our_files_and_are_kept_by_nobody()
    {
        await using var app = await KeptApp.StartAsync(Development.Pages);
        var page = await app.Visitor().GoAsync("/dev/fail/nothing");
        var policy = page.Headers["Content-Security-Policy"];
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("script-src 'self';");
        policy.ShouldContain("style-src 'self';");
        policy.ShouldContain("form-action 'self'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldContain("base-uri 'none'");
        policy.ShouldNotContain("unsafe");
        policy.ShouldNotContain("openstreetmap");
        page.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
        page.Headers["Referrer-Policy"].ShouldBe("same-origin");
        page.Headers["Cache-Control"].ShouldContain("no-store");
        page.Headers.Keys.ShouldNotContain("Strict-Transport-Security");
        page.Headers.Keys.ShouldNotContain("Server");
        page.Document.QuerySelectorAll("[style], style, script:not([src])").ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_a_page_with_a_map_may_load_tiles()
    {
        await using var app = await KeptApp.StartAsync(options =>
        {
            Development.Pages(options);
            options.Settings["Kept:Map:Tiles"] = "https://{s}.tiles.example:8443/{z}/{x}/{y}.png";
        });
        var page = await app.Visitor().GoAsync("/dev/components");
        page.Headers["Content-Security-Policy"].ShouldContain("img-src 'self' blob: data: https://*.tiles.example:8443;");
        page.Find("[data-kept-map] input[name=Latitude]").GetAttribute("value").ShouldBe("");
    }

    [Fact]
    public async Task Without_tiles_there_is_no_map()
    {
        await using var app = await KeptApp.StartAsync(options =>
        {
            Development.Pages(options);
            options.Settings["Kept:Map:Tiles"] = "";
        });
        (await app.Visitor().GoAsync("/dev/components")).Document.QuerySelector("[data-kept-map]").ShouldBeNull();
    }

    [Fact]
    public async Task Bundles_and_theme_are_kept_for_a_year()
    {
        await using var app = await KeptApp.StartAsync(Development.Pages);
        var visitor = app.Visitor();
        var page = await visitor.GoAsync("/dev/fail/nothing");
        var files = page.Document.QuerySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")
            .Select(file => file.GetAttribute("href") ?? file.GetAttribute("src")!).ToList();
        files.Count.ShouldBe(4);
        foreach (var file in files)
        {
            (await visitor.GoAsync(file)).Headers["Cache-Control"].ShouldBe("public, max-age=31536000, immutable");
        }
    }

    [Fact]
    public async Task A_form_that_is_too_big_gets_its_page()
    {
        await using var app = await KeptApp.StartAsync(Development.Pages);
        using var client = app.Client();
        using var form = new FormUrlEncodedContent([new("Words", new string('a', 3 * 1024 * 1024))]);
        using var answer = await client.PostAsync("/dev/fail/bug", form, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain("That was too big");
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.0.0.0/8", true)]
    [InlineData("10.0.0.1", false)]
    public async Task Forwarded_headers_are_believed_from_listed_proxies_only(string? proxy, bool believed)
    {
        await using var app = await KeptApp.StartAsync(options =>
        {
            Development.Pages(options);
            if (proxy is not null)
            {
                options.Settings["Kept:TrustedProxies:0"] = proxy;
            }
        });
        var visitor = app.Visitor();
        visitor.Headers["X-Forwarded-For"] = "203.0.113.9";
        visitor.Headers["X-Forwarded-Proto"] = "https";
        var page = await visitor.GoAsync("/dev/fail/nothing");
        page.Headers.ContainsKey("Strict-Transport-Security").ShouldBe(believed);
    }

    [Fact]
    public void A_proxy_that_is_no_address_is_named() =>
        Proxies.Mistakes(["10.0.0.1", "proxy.local", "10.0.0.0/33"]).Count().ShouldBe(2);
}
