using System.Net;
using Kept.Testing;
using Shouldly;
using Xunit;

namespace Kept.Tests.Mail;

public class DevMailTests
{
    [Fact]
    public async Task Mails_in_the_folder_can_be_looked_at()
    {
        await using var app = await KeptApp.StartAsync();
        var visitor = app.Visitor();
        (await visitor.GoAsync("/dev/mail")).Says("There is no mail yet.").ShouldBeTrue();

        var id = await app.AddMailAsync(subject: "Zaprimili smo vašu prijavu <b>&</b>");
        await app.RunDueWorkAsync();
        await visitor.GoAsync("/dev/mail");
        var page = await visitor.FollowAsync("Zaprimili smo vašu prijavu <b>&</b>");
        page.Heading.ShouldBe("Zaprimili smo vašu prijavu <b>&</b>");
        page.Summary("To").ShouldBe("<ada@example.org>");
        page.Summary("From").ShouldContain("Millbrook Council");
        page.Summary("Message-ID").ShouldStartWith($"<{id}.");
        page.Find("pre").TextContent.ShouldContain("    By Wednesday 11 March we will have gone to look.\n");
        page.Link("https://report.millbrook.example/follow/abc?x=1&y=2").GetAttribute("href").ShouldBe("https://report.millbrook.example/follow/abc?x=1&y=2");
        page.Headers["Content-Security-Policy"].ShouldContain("frame-src 'self'");

        var frame = page.Find("iframe");
        frame.GetAttribute("sandbox").ShouldBe("");
        var letter = await visitor.GoAsync(frame.GetAttribute("src")!);
        letter.Find("h1").TextContent.ShouldBe("We have your report.");
        letter.Headers["Content-Security-Policy"].ShouldStartWith("sandbox; default-src 'none'");
    }

    [Theory]
    [InlineData("..%2F..%2Fkept.db")]
    [InlineData("20260302T090000000-1%00")]
    [InlineData("20260302T090000000-1")]
    [InlineData("20260302T090000000-1.eml%0A")]
    [InlineData("99999999T999999999-1")]
    public async Task Only_mails_are_shown(string name)
    {
        await using var app = await KeptApp.StartAsync();
        using var client = app.Client();
        (await client.GetAsync("/dev/mail/" + name, TestContext.Current.CancellationToken)).StatusCode
            .ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("Mail:Smtp:Host", "relay.invalid")]
    [InlineData("Kept:PublicAddress", "https://report.millbrook.example")]
    public async Task Where_residents_could_see_it_there_is_no_such_page(string setting, string value)
    {
        await using var app = await KeptApp.StartAsync(options => options.Settings[setting] = value);
        using var client = app.Client();
        (await client.GetAsync("/dev/mail", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync("/dev/mail/20260302T090000000-1?handler=Letter", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
