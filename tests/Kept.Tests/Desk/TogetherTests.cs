using System.Net;
using Kept.Desk.Presence;
using Kept.Staff;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Desk;

/// <summary>Two agents on one case: they see each other, and neither writes over the other.</summary>
public sealed class TogetherTests
{
    [Theory, Databases]
    public async Task The_second_save_is_refused_with_both_versions_and_can_be_sent_again(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var about = await app.ReceiveAsync();
        var mira = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));
        var tom = await app.SignInAsync(await app.AddColleagueAsync("Tom Okafor"));
        await mira.GoAsync(about.DeskAddress() + "/revise");
        await tom.GoAsync(about.DeskAddress() + "/revise");

        await tom.Fill("New date", "2026-03-18").Fill("Why it changes", "The van is being mended.").PressAsync("Give the date and tell them");
        var both = await mira.Fill("New date", "2026-03-25").Fill("Why it changes", "The road is closed.")
            .PressAsync("Give the date and tell them", HttpStatusCode.Conflict);

        var conflict = both.Find(".kept-conflict").TextContent;
        conflict.ShouldContain("Tom Okafor");
        conflict.ShouldContain("The van is being mended.");
        conflict.ShouldContain("The road is closed.");
        conflict.ShouldContain("Wednesday 25 March 2026");
        (await app.NowAsync(about)).Promises.Count(promise => promise.IsOpen).ShouldBe(1);
    }

    [Theory, Databases]
    public async Task What_was_typed_stands_in_the_form_and_is_saved_when_sent_again(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var about = await app.ReceiveAsync();
        var mira = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));
        var tom = await app.SignInAsync(await app.AddColleagueAsync("Tom Okafor"));
        await mira.GoAsync(about.DeskAddress());
        await tom.GoAsync(about.DeskAddress());
        await tom.Fill("Note for colleagues", "Key is at the school.").PressAsync("Save the note");

        await mira.Choose("Nothing will be done").Fill("In your words; who", "Private ground.").PressAsync("Close it and tell them", HttpStatusCode.Conflict);
        mira.Page.Find(".kept-conflict").TextContent.ShouldContain("Key is at the school.");
        mira.Page.Find("#form-close").HasAttribute("open").ShouldBeTrue();
        await mira.PressAsync("Close it and tell them");

        var now = await app.NowAsync(about);
        (now.Outcome, now.OutcomeWords).ShouldBe((Domain.Cases.Outcome.NoAction, "Private ground."));
    }

    [Theory, Databases]
    public async Task A_note_and_a_message_only_add_and_are_never_refused(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var about = await app.ReceiveAsync();
        var mira = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));
        var tom = await app.SignInAsync(await app.AddColleagueAsync("Tom Okafor"));
        await mira.GoAsync(about.DeskAddress());
        await tom.GoAsync(about.DeskAddress());

        await tom.PressAsync("Take it");
        await mira.Fill("Note for colleagues", "Mine too.").PressAsync("Save the note");

        mira.Page.Says("Mine too.").ShouldBeTrue();
    }

    [Theory, Databases]
    public async Task They_see_each_other_until_a_minute_of_silence(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var about = await app.ReceiveAsync();
        var mira = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));
        var tom = await app.SignInAsync(await app.AddColleagueAsync("Tom Okafor"));

        (await mira.GoAsync(about.DeskAddress())).Find("#viewers").TextContent.Trim().ShouldBeEmpty();
        (await tom.GoAsync(about.DeskAddress())).Find("#viewers").TextContent.ShouldContain("Mira Kovač is looking at this too.");

        var answer = await mira.SendAsync(Here(mira.Page, about, "writing"), HttpStatusCode.OK);
        answer.Source.ShouldContain("Tom Okafor is looking at this too.");
        (await tom.GoAsync(about.DeskAddress())).Find("#viewers").TextContent.ShouldContain("Mira Kovač is looking at this too, and is writing.");

        await app.AdvanceAsync(Duration.FromSeconds(61));
        (await tom.GoAsync(about.DeskAddress())).Find("#viewers").TextContent.Trim().ShouldBeEmpty();
        await app.AdvanceAsync(Duration.FromMinutes(3));
        (await app.ReadAsync(db => db.Set<CaseViewer>().CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Leaving_is_seen_at_once()
    {
        await using var app = await KeptApp.StartAsync();
        var about = await app.ReceiveAsync();
        var mira = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));
        var tom = await app.SignInAsync(await app.AddColleagueAsync("Tom Okafor", StaffRole.Lead));
        var page = await mira.GoAsync(about.DeskAddress());
        await mira.SendAsync(Here(page, about, "leaving"), HttpStatusCode.NoContent);

        (await tom.GoAsync(about.DeskAddress())).Find("#viewers").TextContent.Trim().ShouldBeEmpty();
    }

    private static HttpRequestMessage Here(Kept.Testing.Visits.Page page, Domain.Cases.Case about, string flag)
    {
        var token = page.Find("input[name=__RequestVerificationToken]").GetAttribute("value")!;
        return new HttpRequestMessage(HttpMethod.Post, new Uri(page.Address, about.DeskAddress() + "/here"))
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token, [flag] = "true" }),
        };
    }
}
