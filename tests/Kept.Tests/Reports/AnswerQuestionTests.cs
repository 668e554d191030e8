using Kept.Domain.Cases;
using Kept.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Reports;

/// <summary>One question a page: what is refused and how, and where each answer leads.</summary>
public sealed class AnswerQuestionTests
{
    [Fact]
    public async Task A_required_question_without_an_answer_says_so_above_and_at_the_field()
    {
        await using var app = await KeptApp.StartAsync();
        var ada = await FlyTipping.StartAsync(app.Visitor());

        var page = await ada.PressAsync("Continue");

        page.Errors.ShouldBe(["Error: Choose at least one of these."]);
        page.Find(".govuk-error-summary a").GetAttribute("href").ShouldBe("#Typed_Answer");
        page.Document.GetElementById("Typed_Answer").ShouldNotBeNull();
        page.Title.ShouldStartWith("Error:");
    }

    [Fact]
    public async Task What_is_too_long_is_refused_and_kept()
    {
        await using var app = await KeptApp.StartAsync();
        var ada = await FlyTipping.ToPhotosAsync(app.Visitor());
        await ada.PressAsync("Continue");
        var text = new string('a', 2010);

        var page = await ada.Fill("Is there anything else we should know?", text).PressAsync("Continue");

        page.Errors.ShouldHaveSingleItem().ShouldContain("10 characters too long");
        page.Find("textarea").TextContent.ShouldContain(text);
    }

    [Theory]
    [InlineData("91", "0")]
    [InlineData("51.5", "")]
    [InlineData("one", "two")]
    [InlineData("NaN", "0")]
    public async Task A_point_that_is_nowhere_is_refused_and_words_are_kept(string latitude, string longitude)
    {
        await using var app = await KeptApp.StartAsync();
        var ada = await FlyTipping.ToPlaceAsync(app.Visitor());
        ada.Page.Find("[name='Typed.Latitude']").SetAttribute("value", latitude);
        ada.Page.Find("[name='Typed.Longitude']").SetAttribute("value", longitude);

        var page = await ada.Fill("Where is it, in your own words?", FlyTipping.Lane).PressAsync("Continue");

        page.Errors.ShouldHaveSingleItem().ShouldContain("This point is not on the map.");
        page.Source.ShouldContain(FlyTipping.Lane);
    }

    [Fact]
    public async Task A_point_of_the_map_is_kept_with_the_case()
    {
        await using var app = await KeptApp.StartAsync();
        var ada = await FlyTipping.ToPlaceAsync(app.Visitor());
        ada.Page.Find("[name='Typed.Latitude']").SetAttribute("value", "51.507400");
        ada.Page.Find("[name='Typed.Longitude']").SetAttribute("value", "-0.127800");
        await ada.PressAsync("Continue");
        await ada.Choose("No").PressAsync("Continue");
        foreach (var _ in Enumerable.Range(0, 4))
        {
            await ada.PressAsync("Continue");
        }

        await ada.PressAsync("Send the report");

        (await app.ReadAsync(db => db.Cases.SingleAsync())).Place.ShouldBe(new Place(51.5074, -0.1278));
    }

    [Fact]
    public async Task Without_tiles_there_is_no_map_and_the_other_ways_remain()
    {
        await using var app = await KeptApp.StartAsync(options => options.Settings["Kept:Map:Tiles"] = "");
        var ada = await FlyTipping.ToPlaceAsync(app.Visitor());

        ada.Page.Document.QuerySelectorAll("details.kept-door").Length.ShouldBe(2);
        await ada.Fill("Address", "12 Mill Lane").PressAsync("Continue");
        ada.Page.Heading.ShouldBe("Is it in the way of people or cars?");
    }

    [Theory]
    [InlineData("31", "2", "2026", "This date does not exist.")]
    [InlineData("", "2", "2026", "Write the day, the month and the year.")]
    [InlineData("", "", "", "Write the date.")]
    public async Task A_date_that_is_none_is_refused_and_kept_as_it_was_typed(string day, string month, string year, string says)
    {
        await using var app = await KeptApp.StartAsync();
        var ada = app.Visitor();
        await ada.GoAsync("/report/council-tax");
        await ada.PressAsync("Start now");
        ada.Page.Find("input[value=moved]").SetAttribute("checked", "");
        await ada.PressAsync("Continue");

        var page = await ada.Fill("Day", day).Fill("Month", month).Fill("Year", year).PressAsync("Continue");

        page.Errors.ShouldHaveSingleItem().ShouldContain(says);
        (page.Find("[name='Typed.Date.Month']").GetAttribute("value") ?? "").ShouldBe(month);
    }

    [Fact]
    public async Task Numbers_outside_their_limits_are_refused()
    {
        await using var app = await KeptApp.StartAsync();
        var ada = app.Visitor();
        await ada.GoAsync("/report/garden-waste");
        await ada.PressAsync("Start now");

        foreach (var (typed, says) in new[] { ("9", "Write 4 or less."), ("two", "Write a number with digits"), ("1.5", "whole number") })
        {
            ada.Page.Find("[name='Typed.Answer']").SetAttribute("value", typed);
            var page = await ada.PressAsync("Continue");
            page.Errors.ShouldHaveSingleItem().ShouldContain(says);
            page.Find("[name='Typed.Answer']").GetAttribute("value").ShouldBe(typed);
        }
    }

    [Fact]
    public async Task An_answer_changed_from_the_check_page_leads_back_there_by_way_of_what_it_newly_asks()
    {
        await using var app = await KeptApp.StartAsync();
        var ada = await FlyTipping.ToCheckAsync(app.Visitor());
        var check = ada.Page.Address;

        await ada.FollowAsync("Change How much is it?");
        (await ada.Choose("More than that").PressAsync("Continue")).Address.ShouldBe(check);
        ada.Page.Summary("How much is it?").ShouldBe("More than that");

        await ada.FollowAsync("Change Did you see who left it?");
        (await ada.Choose("Yes").PressAsync("Continue")).Heading.ShouldBe("What did you see?");
        (await ada.Fill("What did you see?", "A van").PressAsync("Continue")).Address.ShouldBe(check);
        ada.Page.Summary("What did you see?").ShouldBe("A van");
    }
}
