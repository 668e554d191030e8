using System.Net;
using Kept.Cases;
using Kept.Cases.MergeCase;
using Kept.Cases.WriteToResident;
using Kept.Domain.Cases;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Testing.Visits;
using Kept.Tests.Desk;
using Shouldly;
using Xunit;
using static Kept.Tests.Desk.DeskBench;
using Case = Kept.Domain.Cases.Case;

namespace Kept.Tests.Cases;

/// <summary>A merge that was a mistake leaves nobody on a stranger's case.</summary>
public sealed class UnmergeTests
{
    private static readonly ContactDetails Bo = new("Bo", "bo@example.org");
    private static readonly ContactDetails Cy = new("Cy", "cy@example.org");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Who_came_with_the_merge_hears_nothing_more_of_the_other_case_and_the_link_does_not_open_it(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.AddStaffAsync();
        var (mine, other) = (await app.ReceiveAsync(), await app.ReceiveAsync(details: Bo));
        await MergeAsync(app, mine, other);
        var link = await LinkOfAdaAsync(app, other);
        using var visitor = app.Client();
        (await visitor.GetAsync(link, Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await WriteAsync(app, other, "Waiting when it is undone");

        await UnmergeAsync(app, mine);
        await WriteAsync(app, other, "For Bo only");
        await app.RunDueWorkAsync();

        app.Mailbox.To("ada@example.org").ShouldAllBe(mail => !mail.Text.Contains("For Bo only") && !mail.Text.Contains("Waiting when"));
        app.Mailbox.LastTo("bo@example.org").Text.ShouldContain("For Bo only");
        (await visitor.GetAsync(link, Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.GetAsync(CaseAddress.Of(mine), Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var desk = await app.SignInAsync(await app.AddColleagueAsync("Tom Okafor"));
        (await desk.GoAsync(other.DeskAddress())).Says($"{mine.Reference} is not part of this case any more.").ShouldBeTrue();
    }

    [Theory, Databases]
    public async Task Who_followed_both_goes_on_following_both(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.AddStaffAsync();
        var (mine, other) = (await app.ReceiveAsync(), await app.ReceiveAsync());
        await MergeAsync(app, mine, other);

        await UnmergeAsync(app, mine);

        (await app.NowAsync(other)).Followers.ShouldHaveSingleItem().IsFollowing.ShouldBeTrue();
    }

    [Theory, Databases]
    public async Task Where_the_other_was_merged_on_they_leave_the_third_as_well(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.AddStaffAsync();
        var (mine, other, third) = (await app.ReceiveAsync(), await app.ReceiveAsync(details: Bo), await app.ReceiveAsync(details: Cy));
        await MergeAsync(app, mine, other);
        await MergeAsync(app, other, third);
        Following(await app.NowAsync(third)).ShouldBe(["ada@example.org", "bo@example.org", "cy@example.org"]);

        await UnmergeAsync(app, mine);

        Following(await app.NowAsync(third)).ShouldBe(["bo@example.org", "cy@example.org"]);
    }

    [Theory, Databases]
    public async Task The_page_of_a_merged_case_leads_each_who_came_by_their_mail_to_their_own_page_of_the_case_that_goes_on(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.AddStaffAsync();
        var (mine, other, third) = (await app.ReceiveAsync(), await app.ReceiveAsync(details: Bo), await app.ReceiveAsync(details: Cy));
        await MergeAsync(app, mine, other);
        await MergeAsync(app, other, third);
        var visitor = app.Visitor();

        var page = await visitor.GoAsync(await LinkOfAdaAsync(app, mine));

        page.Says($"It goes on as {third.Reference}.").ShouldBeTrue();
        page.Document.QuerySelectorAll(".kept-follow__promise").Select(Page.Words).ShouldContain(words => words.Contains("we will have gone to look"));
        (await visitor.FollowAsync($"See {third.Reference}")).Address.AbsolutePath.ShouldBe(await LinkOfAdaAsync(app, third));
        visitor.Page.Source.ShouldNotContain("cy@example.org");
    }

    [Theory, Databases]
    public async Task There_is_no_way_on_after_the_mails_were_stopped_or_the_merge_was_undone_or_by_the_link_of_the_confirmation_page(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.AddStaffAsync();
        var (mine, other) = (await app.ReceiveAsync(), await app.ReceiveAsync());
        await MergeAsync(app, mine, other);
        var visitor = app.Visitor();
        var wayOn = $"/follow/{other.Reference.Value}/";

        (await visitor.GoAsync(await LinkOfAdaAsync(app, mine))).Source.ShouldContain(wayOn);
        (await visitor.GoAsync(CaseAddress.Of(mine))).Source.Contains(wayOn, StringComparison.Ordinal).ShouldBeFalse("who typed an address need not read its mail");
        await visitor.GoAsync(await LinkOfAdaAsync(app, other));
        await visitor.PressAsync("Stop the mails");
        (await visitor.GoAsync(await LinkOfAdaAsync(app, mine))).Source.ShouldNotContain(wayOn);
        await UnmergeAsync(app, mine);
        (await visitor.GoAsync(await LinkOfAdaAsync(app, mine))).Says("It goes on as").ShouldBeTrue("in what happened");
        visitor.Page.Document.QuerySelectorAll(".kept-follow__now").ShouldAllBe(now => !now.TextContent.Contains("It goes on as"));
    }

    private static IEnumerable<string?> Following(Case about) =>
        about.Followers.Where(follower => follower.IsFollowing).Select(follower => follower.Mail).Order(StringComparer.Ordinal);

    private static async Task<string> LinkOfAdaAsync(KeptApp app, Case about) =>
        $"/follow/{about.Reference.Value}/{(await app.NowAsync(about)).Followers.Single(follower => follower.Mail == "ada@example.org").Secret.Text}";

    private static async Task DoneAsync(Task<CaseOutcome> doing) => (await doing).ShouldBeOfType<CaseOutcome.Done>();

    private static async Task MergeAsync(KeptApp app, Case about, Case into) =>
        await DoneAsync(app.DoAsync<MergeCase>(merge => merge.HandleAsync(new MergeCaseInput(about.Reference, null, Mira.ById(), into.Reference), Cancel)));

    private static async Task UnmergeAsync(KeptApp app, Case about) =>
        await DoneAsync(app.DoAsync<UnmergeCase>(undo => undo.HandleAsync(new UnmergeCaseInput(about.Reference, null, Mira.ById()), Cancel)));

    private static async Task WriteAsync(KeptApp app, Case about, string words) =>
        await DoneAsync(app.DoAsync<WriteToResident>(write => write.HandleAsync(new WriteToResidentInput(about.Reference, Mira.ById(), words), Cancel)));
}
