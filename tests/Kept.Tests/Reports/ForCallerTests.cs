using Kept.Domain.Cases;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Reports;

/// <summary>Somebody who works here reports for a person on the phone or at the counter.</summary>
public sealed class ForCallerTests
{
    [Theory, Databases]
    public async Task An_agent_reports_for_a_caller_and_the_call_is_on_the_case(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var mira = await app.AddColleagueAsync("Mira Kovač");
        var agent = await app.SignInAsync(mira);
        await agent.GoAsync("/report/fly-tipping?for=caller");
        await agent.Choose("At the counter").PressAsync("Start now");
        agent.Page.Says("You write this for somebody at the counter.").ShouldBeTrue();
        await AnyService.ToCheckAsync(agent);

        var sent = await agent.PressAsync("Send the report");

        sent.Link("Open the case at the desk").GetAttribute("href").ShouldStartWith("/desk/cases/");
        var received = await app.ReadAsync(db => db.Cases.Include(c => c.ContactLog).Include(c => c.Events).SingleAsync());
        received.Channel.ShouldBe(Channel.Counter);
        var contact = received.ContactLog.ShouldHaveSingleItem();
        contact.Channel.ShouldBe(Channel.Counter);
        contact.ById.ShouldBe(mira.Id);
        received.Events.Single(line => line.Kind == EventKind.Received).Actor.ShouldBe(Actor.Staff);
    }

    [Fact]
    public async Task Nobody_else_writes_for_callers_or_goes_on_with_what_an_agent_began()
    {
        await using var app = await KeptApp.StartAsync();
        var ada = app.Visitor();
        (await ada.GoAsync("/report/fly-tipping?for=caller")).Address.AbsolutePath.ShouldBe("/sign-in");
        var agent = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));
        await agent.GoAsync("/report/fly-tipping?for=caller");
        var begun = await agent.PressAsync("Start now");

        (await ada.GoAsync(begun.Address)).Address.AbsolutePath.ShouldBe("/sign-in");
    }
}
