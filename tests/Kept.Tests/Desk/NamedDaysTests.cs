using System.Net;
using Kept.Testing;
using Kept.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;
using static Kept.Tests.Desk.DeskBench;

namespace Kept.Tests.Desk;

/// <summary>Days that an agent names: which can be, and what a pause does to them.</summary>
public sealed class NamedDaysTests
{
    [Theory, Databases]
    public async Task A_day_on_which_nobody_works_is_not_promised(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var about = await app.ReceiveAsync();
        var agent = await AgentAsync(app);
        await agent.GoAsync(about.DeskAddress() + "/revise");

        await agent.Fill("New date", "2026-03-14").Fill("Why it changes", "The road is closed.")
            .PressAsync("Give the date and tell them", HttpStatusCode.UnprocessableEntity);
        agent.Page.Errors.ShouldHaveSingleItem().ShouldContain("We are closed on that day. The next open day is Monday 16 March.");
        await agent.GoAsync(about.DeskAddress());
        await agent.Fill("What you promise", "I ring you.").Fill("By which day", "2026-03-08").PressAsync("Promise it", HttpStatusCode.UnprocessableEntity);
        agent.Page.Errors.ShouldHaveSingleItem().ShouldContain("The next open day is Monday 9 March.");

        (await app.NowAsync(about)).Promises.ShouldHaveSingleItem();
    }

    [Theory, Databases]
    public async Task A_named_day_stays_when_the_clock_stood_still_for_a_moment(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var about = await app.ReceiveAsync();
        var agent = await AgentAsync(app);
        await agent.GoAsync(about.DeskAddress() + "/revise");
        await agent.Fill("New date", "2026-03-19").Fill("Why it changes", "The road is closed.").PressAsync("Give the date and tell them");

        await agent.Fill("What we need from them", "Which lane exactly?").PressAsync("Ask and stop the clock");
        await app.RunDueWorkAsync();
        await agent.PressAsync("Go on, let the clock run");

        var now = await app.NowAsync(about);
        now.Promises.Count.ShouldBe(2);
        now.Promises.Single(promise => promise.IsRunning).Due.ShouldBe(Instant.FromUtc(2026, 3, 19, 17, 0));
        (await app.ReadAsync(db => db.Messages.SingleAsync(message => message.Kind == "resumed"))).Letter.ShouldContain("Nothing has changed for you:");
        (await app.ReadAsync(db => db.Messages.SingleAsync(message => message.Kind == "resumed"))).Letter.ShouldNotContain("Thank you", customMessage: "nobody answered");
    }
}
