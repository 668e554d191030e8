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

    [Theory, Databases]
    public async Task From_a_case_on_the_screen_a_call_is_logged_at_once_and_a_new_matter_knows_the_caller(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await FlyTipping.SendAsync(app.Visitor(), mail: "ada@example.org");
        var agent = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));
        await agent.GoAsync(await app.OnlyCaseAsync());

        await agent.FollowAsync("They rang");
        await agent.PressAsync("Wants news");

        agent.Page.Says("The call is logged.").ShouldBeTrue();
        await agent.PressAsync("Something new");
        await agent.PressAsync("Start now");
        await agent.GoAsync(new Uri(agent.Page.Address, "details"));
        agent.Page.Heading.ShouldBe("How can we reach the person?");
        agent.Page.Find("[name='Typed.Mail']").GetAttribute("value").ShouldBe("ada@example.org");
    }

    [Fact]
    public async Task A_stranger_learns_nobodys_address_by_the_number_of_a_caller()
    {
        await using var app = await KeptApp.StartAsync();
        await FlyTipping.SendAsync(app.Visitor(), mail: "ada@example.org");
        var id = await app.ReadAsync(db => db.Set<Follower>().Select(follower => follower.Id).SingleAsync());
        var mallory = app.Visitor();
        await mallory.GoAsync($"/report/fly-tipping?caller={id}");

        await mallory.PressAsync("Start now");

        (await mallory.GoAsync(new Uri(mallory.Page.Address, "details"))).Source.ShouldNotContain("ada@example.org");
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
