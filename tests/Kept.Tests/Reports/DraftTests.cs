using System.Net;
using Kept.Domain.Cases;
using Kept.Reports;
using Kept.Testing;
using Kept.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Reports;

/// <summary>What a draft outlives, and two windows on one draft.</summary>
public sealed class DraftTests
{
    [Theory, Databases]
    public async Task A_draft_outlives_the_session_and_the_program(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var ada = await FlyTipping.ToPlaceAsync(app.Visitor());
        var address = ada.Page.Address;
        await app.RestartAsync();

        var elsewhere = app.Visitor();
        await elsewhere.GoAsync(address);
        await elsewhere.Fill("Where is it, in your own words?", FlyTipping.Lane).PressAsync("Continue");
        await elsewhere.FollowAsync("Back");
        elsewhere.Page.Source.ShouldContain(FlyTipping.Lane);
        (await elsewhere.FollowAsync("Back")).Document.QuerySelector("input[value=van]")!.HasAttribute("checked").ShouldBeTrue();
    }

    [Theory, Databases]
    public async Task Two_windows_with_different_answers_show_both_to_whoever_saves_later(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var one = await FlyTipping.ToPlaceAsync(app.Visitor());
        var other = app.Visitor();
        await other.GoAsync(one.Page.Address);
        await one.Fill("Where is it, in your own words?", "By the gate").PressAsync("Continue");

        var page = await other.Fill("Where is it, in your own words?", "By the chapel").PressAsync("Continue", HttpStatusCode.Conflict);

        page.Says("This answer was changed in another window.").ShouldBeTrue();
        page.Says("By the gate").ShouldBeTrue();
        page.Says("By the chapel").ShouldBeTrue();
        (await app.ReadAsync(db => db.Set<Draft>().SingleAsync())).Answers.ShouldContain("By the gate");
        await other.PressAsync("Continue");
        (await app.ReadAsync(db => db.Set<Draft>().SingleAsync())).Answers.ShouldContain("By the chapel");
    }

    [Theory, Databases]
    public async Task Two_windows_at_different_questions_do_not_disturb_each_other(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var one = await FlyTipping.ToPlaceAsync(app.Visitor());
        var place = one.Page.Address;
        await one.Fill("Where is it, in your own words?", FlyTipping.Lane).PressAsync("Continue");
        var other = app.Visitor();
        await other.GoAsync(new Uri(place, "size"));

        await Task.WhenAll(one.Choose("No").PressAsync("Continue"), other.Choose("More than that").PressAsync("Continue"));

        var draft = await app.ReadAsync(db => db.Set<Draft>().SingleAsync());
        draft.Answers.ShouldContain("lorry");
        draft.Answers.ShouldContain("\"blocks\":false");
    }

    [Fact]
    public async Task A_draft_that_does_not_exist_says_why_that_may_be_and_how_to_begin_again()
    {
        await using var app = await KeptApp.StartAsync();
        var ada = app.Visitor();

        foreach (var step in new[] { "what", "details", "similar", "check" })
        {
            var page = await ada.GoAsync($"/report/fly-tipping/{Secret.NewRandom().Text}/{step}", HttpStatusCode.NotFound);
            page.Says("We delete what was not sent after 30 days").ShouldBeTrue();
        }

        (await ada.FollowAsync("Begin again: Rubbish dumped in the street")).Heading.ShouldBe("Rubbish dumped in the street");
    }

    [Fact]
    public async Task The_check_page_leads_to_what_is_still_missing()
    {
        await using var app = await KeptApp.StartAsync();
        var ada = await FlyTipping.ToPlaceAsync(app.Visitor());

        var page = await ada.GoAsync(new Uri(ada.Page.Address, "check"));

        page.Heading.ShouldBe("Where is it?");
    }
}
