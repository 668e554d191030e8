using Kept.Domain.Cases;
using Kept.Domain.Promises;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Shouldly;
using Xunit;
using static Kept.Tests.Desk.DeskBench;

namespace Kept.Tests.Desk;

/// <summary>What an agent did by mistake, taken back on the page of the case.</summary>
public sealed class UndoTests
{
    [Theory, Databases]
    public async Task Closing_can_be_taken_back_at_once(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var about = await app.ReceiveAsync();
        var promise = (await app.NowAsync(about)).Promises.ShouldHaveSingleItem();
        var agent = await AgentAsync(app);
        await agent.GoAsync(about.DeskAddress());

        await agent.Choose("It is done").PressAsync("Close it and tell them");
        agent.Page.Says("The case is closed").ShouldBeTrue();
        await agent.PressAsync("Undo");

        agent.Page.Says("The case goes on with the promises it had.").ShouldBeTrue();
        var now = await app.NowAsync(about);
        (now.IsClosed, now.Reopened, now.NextDue).ShouldBe((false, 0, promise.Due));
        (now.Promises.ShouldHaveSingleItem().Id, now.Promises[0].State).ShouldBe((promise.Id, PromiseState.Open));
        await app.RunDueWorkAsync();
        app.Mailbox.To("ada@example.org").ShouldNotContain(mail => mail.Text.Contains("It is done") || mail.Text.Contains("by mistake"), "neither was told yet");
    }

    [Theory, Databases]
    public async Task Who_was_told_of_a_close_by_mistake_is_told_of_the_mistake(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var about = await app.ReceiveAsync();
        var agent = await AgentAsync(app);
        await agent.GoAsync(about.DeskAddress());
        await agent.Choose("It is done").PressAsync("Close it and tell them");
        await app.RunDueWorkAsync();

        await agent.PressAsync("Undo");
        await app.RunDueWorkAsync();

        var mail = app.Mailbox.LastTo("ada@example.org");
        mail.Subject.ShouldContain("We go on");
        mail.Text.ShouldContain("By Wednesday 11 March we will have gone to look.");
        var visitor = app.Visitor();
        await visitor.GoAsync(mail.Links.First(link => link.AbsolutePath.StartsWith("/follow/", StringComparison.Ordinal)));
        visitor.Page.Says("Closing it was a mistake. It goes on.").ShouldBeTrue();
    }

    [Theory, Databases]
    public async Task A_duplicate_is_merged_and_the_merge_undone(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var (first, second) = (await app.ReceiveAsync("First"), await app.ReceiveAsync("Second", new ContactDetails("Bo", "bo@example.org")));
        var agent = await AgentAsync(app);
        await agent.GoAsync(second.DeskAddress());

        await agent.Fill("Reference of the other case", first.Reference.ToString().ToLowerInvariant()).PressAsync("Merge into it");
        agent.Page.Says($"Goes on as {first.Reference}").ShouldBeTrue();
        (await app.NowAsync(first)).Followers.ShouldContain(follower => follower.Mail == "bo@example.org");

        await agent.PressAsync("Undo");
        (await app.NowAsync(second)).IsClosed.ShouldBeFalse();
    }

    [Theory, Databases]
    public async Task Ownership_moves_and_taking_can_be_undone(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var about = await app.ReceiveAsync();
        var tom = await app.AddColleagueAsync("Tom Okafor");
        var agent = await AgentAsync(app);
        await agent.GoAsync(about.DeskAddress());

        await agent.PressAsync("Take it");
        agent.Page.Says("The case is yours").ShouldBeTrue();
        await agent.PressAsync("Undo");
        (await app.NowAsync(about)).OwnerId.ShouldBeNull();

        await agent.Fill("To", "Tom Okafor").Fill("What they should know", "You know the lane").PressAsync("Hand over");
        (await app.NowAsync(about)).OwnerId.ShouldBe(tom.Id);
        agent.Page.Says("Handed over to Tom Okafor (Street care).").ShouldBeTrue();
        agent.Page.Says("You know the lane").ShouldBeTrue();
    }
}
