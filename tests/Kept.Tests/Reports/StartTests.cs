using System.Net;
using Kept.Testing;
using Kept.Testing.Visits;
using Shouldly;
using Xunit;

namespace Kept.Tests.Reports;

/// <summary>Where residents arrive, and how they find what they need.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task The_start_shows_a_field_the_most_used_and_everything()
    {
        await using var app = await KeptApp.StartAsync();
        var page = await app.Visitor().GoAsync("/");

        page.Heading.ShouldBe("What do you need?");
        page.Document.QuerySelectorAll(".kept-most-used a").Length.ShouldBe(6);
        page.Document.QuerySelectorAll(".kept-groups a").Length.ShouldBe(15);
        page.Link("Follow something I reported").GetAttribute("href").ShouldBe("/follow");
        page.Document.QuerySelectorAll(".kept-start__example").ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("2026-03-02T16:30:00Z", "The phone line is open until 17:00.")]
    [InlineData("2026-03-02T07:00:00Z", "It opens today at 08:30.")]
    [InlineData("2026-03-02T17:00:00Z", "It opens tomorrow at 08:30.")]
    [InlineData("2026-03-06T20:00:00Z", "It opens on Monday 9 March at 08:30.")]
    public async Task The_start_says_when_the_phone_is_answered(string now, string says)
    {
        await using var app = await KeptApp.StartAsync(options => options.Start = NodaTime.Text.InstantPattern.General.Parse(now).Value);

        (await app.Visitor().GoAsync("/")).Text.ShouldContain(says);
    }

    [Theory]
    [InlineData("en", "sofa in the lane", "Rubbish dumped in the street")]
    [InlineData("de", "Matratze auf der Strasse", "Wilder Müll")]
    [InlineData("hr", "madrac na cesti", "Odbačeni otpad na ulici")]
    [InlineData("hu", "matrac az utcán", "Illegálisan lerakott szemét")]
    public async Task Everyday_words_find_the_service(string language, string words, string service)
    {
        await using var app = await KeptApp.StartAsync();
        var page = await app.Visitor(language).GoAsync("/search?q=" + Uri.EscapeDataString(words));

        Page.Words(page.Find(".kept-found__link")).ShouldBe(service);
    }

    [Fact]
    public async Task A_search_that_finds_nothing_shows_a_way_on()
    {
        await using var app = await KeptApp.StartAsync();
        var page = await app.Visitor().GoAsync("/search?q=" + Uri.EscapeDataString("<b>qqqq</b>"));

        page.Says("We found nothing for “<b>qqqq</b>”").ShouldBeTrue();
        page.Document.QuerySelectorAll(".kept-groups a").Length.ShouldBe(15);
        (await app.Visitor().GoAsync("/search")).Document.QuerySelectorAll(".kept-groups a").Length.ShouldBe(15);
    }

    [Fact]
    public async Task A_service_that_is_not_offered_is_not_there()
    {
        await using var app = await KeptApp.StartAsync();
        await app.Visitor().GoAsync("/report/moonlight", HttpStatusCode.NotFound);
    }
}
