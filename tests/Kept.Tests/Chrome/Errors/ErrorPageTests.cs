using System.Net;
using System.Text.Json;
using Kept.Testing;
using Kept.Testing.Visits;
using Shouldly;
using Xunit;

namespace Kept.Tests.Chrome.Errors;

public sealed class ErrorPageTests : IAsyncLifetime
{
    private KeptApp app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => app = await KeptApp.StartAsync(Development.Pages);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData(400, "We could not understand this request")]
    [InlineData(403, "You may not see this page")]
    [InlineData(404, "This page is not here")]
    [InlineData(405, "This page cannot be used in this way")]
    [InlineData(413, "That was too big")]
    [InlineData(418, "We could not understand this request")]
    [InlineData(429, "That was too often in a short time")]
    [InlineData(500, "Something went wrong on our side")]
    [InlineData(502, "Something went wrong on our side")]
    [InlineData(503, "We cannot do this right now")]
    public async Task Every_status_has_a_page_with_a_way_on(int status, string heading)
    {
        var page = await app.Visitor().GoAsync($"/dev/fail/{status}", (HttpStatusCode)status);
        page.Heading.ShouldBe(heading);
        page.Title.ShouldBe($"{heading} – Millbrook Council");
        page.Link("Go to the start page").GetAttribute("href").ShouldBe("/");
        page.Link("01632 960 123").GetAttribute("href").ShouldBe("tel:01632960123");
        page.Headers["Cache-Control"].ShouldBe("no-store");
    }

    [Theory]
    [InlineData("de", "Diese Seite gibt es hier nicht")]
    [InlineData("hr", "Ove stranice nema")]
    [InlineData("hu", "Ez az oldal nem található")]
    public async Task They_speak_the_language_of_the_visitor(string language, string heading) =>
        (await app.Visitor(language).GoAsync("/no-such-page", HttpStatusCode.NotFound)).Heading.ShouldBe(heading);

    [Fact]
    public async Task A_page_that_is_not_here_offers_the_search()
    {
        var page = await app.Visitor().GoAsync("/no-such-page", HttpStatusCode.NotFound);
        page.Find("form[role=search] input[name=q]").ShouldNotBeNull();
        page.Link("Follow something I reported").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("busy", "5")]
    [InlineData("full", "60")]
    [InlineData("disk", "60")]
    [InlineData("postgres", "10")]
    public async Task What_passes_is_503_and_what_was_typed_can_be_sent_again(string how, string retryAfter)
    {
        var page = await FailAsync(how, HttpStatusCode.ServiceUnavailable);
        page.Headers["Retry-After"].ShouldBe(retryAfter);
        Hidden(page, "Name").ShouldBe("Ada \"the first\" <E>");
        Hidden(page, "Words").ShouldBe("Two lines\nof words");
        Hidden(page, "__RequestVerificationToken").ShouldNotBeEmpty();
        page.Find("form[method=post]").ShouldNotBeNull();
        page.Says("Two lines").ShouldBeTrue();
        page.HasButton("Send again").ShouldBeTrue();
    }

    [Fact]
    public async Task Sending_again_arrives_with_everything_that_was_typed()
    {
        var visitor = app.Visitor();
        await visitor.GoAsync("/dev/fail/busy");
        await visitor.Fill("Name", "Ada").Fill("Words", "Sofa in the lane").PressAsync("Send", HttpStatusCode.ServiceUnavailable);
        var again = await visitor.PressAsync("Send again", HttpStatusCode.ServiceUnavailable);
        Hidden(again, "Words").ShouldBe("Sofa in the lane");
    }

    [Fact]
    public async Task A_fault_of_the_program_has_a_number_that_stands_in_the_log()
    {
        var page = await FailAsync("bug", HttpStatusCode.InternalServerError);
        var problem = app.Log.Problems.ShouldHaveSingleItem();
        var id = page.Find(".govuk-hint").TextContent.Split(' ')[^1].TrimEnd('.');
        id.Length.ShouldBe(8);
        problem.ToString()!.ShouldContain(id);
        problem.ToString()!.ShouldNotContain("Ada");
        page.Source.ShouldNotContain("A fault of the program.");
        Hidden(page, "Name").ShouldBe("Ada \"the first\" <E>");
    }

    [Fact]
    public async Task A_password_is_handed_back_to_nobody()
    {
        var visitor = app.Visitor();
        await visitor.GoAsync("/dev/fail/bug?withPassword=true");
        var page = await visitor.Fill("Password", "correct horse").PressAsync("Send", HttpStatusCode.InternalServerError);
        page.Source.ShouldNotContain("correct horse");
        page.HasButton("Send again").ShouldBeFalse();
    }

    [Fact]
    public async Task A_form_whose_session_is_gone_can_be_sent_with_a_fresh_one()
    {
        var visitor = app.Visitor();
        await visitor.GoAsync("/dev/components");
        visitor.Fill("Name", "Ada E.");
        visitor.Page.Document.QuerySelectorAll("input[type=password]").ToList().ForEach(field => field.Remove());
        visitor.Cookies.Clear();
        var page = await visitor.PressAsync("Continue", HttpStatusCode.BadRequest);
        page.Heading.ShouldBe("This page had been open too long");
        Hidden(page, "Text").ShouldBe("Ada E.");
        var answer = await visitor.PressAsync("Send again");
        answer.Find("#Text").GetAttribute("value").ShouldBe("Ada E.");
    }

    [Fact]
    public async Task A_form_that_another_site_sent_is_refused_and_not_offered_again()
    {
        var visitor = app.Visitor();
        await visitor.GoAsync("/dev/fail/busy");
        visitor.Cookies.Clear();
        visitor.Headers["Sec-Fetch-Site"] = "cross-site";
        var page = await visitor.Fill("Words", "forged words").PressAsync("Send", HttpStatusCode.BadRequest);
        page.Source.ShouldNotContain("forged words");
        page.HasButton("Send again").ShouldBeFalse();
    }

    [Fact]
    public async Task The_api_answers_with_problem_details()
    {
        using var client = app.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/nothing");
        request.Headers.Add("Accept-Language", "de");
        using var answer = await client.SendAsync(request, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).RootElement;
        problem.GetProperty("status").GetInt32().ShouldBe(404);
        problem.GetProperty("title").GetString().ShouldBe("Not Found");
        problem.GetProperty("detail").GetString().ShouldBe("Unter dieser Adresse gibt es nichts.");
    }

    private async Task<Page> FailAsync(string how, HttpStatusCode expected)
    {
        var visitor = app.Visitor();
        await visitor.GoAsync($"/dev/fail/{how}");
        return await visitor.Fill("Name", "Ada \"the first\" <E>").Fill("Words", "Two lines\r\nof words").PressAsync("Send", expected);
    }

    private static string Hidden(Page page, string name) =>
        page.Find($"input[type=hidden][name={name}]").GetAttribute("value")!;
}
