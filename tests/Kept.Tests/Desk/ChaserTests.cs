using Kept.Cases;
using Kept.Cases.LogContact;
using Kept.Testing;
using Kept.Testing.Databases;
using Shouldly;
using Xunit;
using static Kept.Tests.Desk.DeskBench;

namespace Kept.Tests.Desk;

/// <summary>What counts as a chaser, and what cannot.</summary>
public sealed class ChaserTests
{
    [Theory, Databases]
    public async Task We_cannot_chase_ourselves(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var about = await app.ReceiveAsync();
        var agent = await AgentAsync(app);
        await agent.GoAsync(about.DeskAddress());

        await agent.Choose("We did").Fill("What was said", "We rang and told them").PressAsync("Log it");

        agent.Page.HasButton("This was a chaser").ShouldBeFalse();
        var contact = (await app.NowAsync(about)).ContactLog.Single(logged => !logged.Incoming);
        (await app.DoAsync<MarkContact>(mark => mark.HandleAsync(
            new MarkContactInput(about.Reference, By.Staff(contact.ById!.Value), contact.Id, Chaser: true), default)))
            .ShouldBe(new CaseOutcome.Refused("contactOutgoing"));
        (await app.NowAsync(about)).Chasers.ShouldBe(0);
    }

    [Theory, Databases]
    public async Task Somebody_who_tells_us_something_new_is_no_chaser(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var about = await app.ReceiveAsync();
        var agent = await AgentAsync(app);
        await agent.GoAsync(about.DeskAddress());

        await agent.Choose("Yes, something new").Fill("What was said", "There is now also a fridge").PressAsync("Log it");

        (await app.NowAsync(about)).Chasers.ShouldBe(0);
        await agent.PressAsync("This was a chaser");
        (await app.NowAsync(about)).Chasers.ShouldBe(1);
    }
}
