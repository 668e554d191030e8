using System.Globalization;
using System.Net;
using Kept.Cases;
using Kept.Cases.FollowCase;
using Kept.Cases.HandOver;
using Kept.Domain.Cases;
using Kept.Domain.Promises;
using Kept.Files;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Testing.Visits;
using Kept.Testing.Visits.Forms;
using Kept.Tests.Desk;
using Kept.Tests.Desk.Api;
using Kept.Tests.Files;
using Kept.Tests.Reports;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Tracking;

/// <summary>What residents see and do through the link in their mail.</summary>
public sealed class SeeCaseTests
{
    private const string Mail = "ada@example.org";

    [Theory, Databases]
    public async Task Words_and_a_photo_are_added_and_the_owner_sees_them(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var ada = await FollowAsync(app);
        (await ada.PressAsync("Add it")).Errors.ShouldHaveSingleItem().ShouldContain("Write something or add a photo.");

        await ada.Fill("What else should we know?", "A second one lies there").Attach("Photos or documents", Photo).PressAsync("Add it");

        ada.Page.Says("Thank you. We have added it").ShouldBeTrue();
        ada.Page.Says("A second one lies there").ShouldBeTrue();
        var shown = ada.Page.Find(".kept-photos img").GetAttribute("src")!;
        (await app.Visitor().GoAsync(shown)).Type.ShouldBe("image/jpeg");
        (await app.ReadAsync(db => db.ConfirmedAddresses.CountAsync())).ShouldBe(1, "who uses the link of the mail reads it");
    }

    [Fact]
    public async Task What_cannot_be_added_is_said_and_the_words_stay()
    {
        await using var app = await KeptApp.StartAsync();
        var ada = await FollowAsync(app);

        await ada.Fill("What else should we know?", "See the photo").Attach("Photos or documents", new UploadedFile("a.jpg", "image/jpeg", [77, 90, 0, 1])).PressAsync("Add it");

        ada.Page.Errors.ShouldHaveSingleItem().ShouldContain("a.jpg");
        ada.Page.Find("textarea[name=More]").TextContent.Trim().ShouldBe("See the photo");
        (await app.ReadAsync(db => db.CaseEvents.CountAsync(entry => entry.Words == "See the photo"))).ShouldBe(0);
    }

    [Theory, Databases]
    public async Task Taking_it_back_closes_the_case_and_the_owner_hears_of_it(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var ada = await FollowAsync(app);
        var mira = await app.AddColleagueAsync("Mira Kovač");
        var reference = (await app.ReadAsync(db => db.Cases.SingleAsync())).Reference;
        await app.DoAsync<TakeCase>(take => take.HandleAsync(new TakeCaseInput(reference, null, By.Staff(mira.Id)), default));

        await ada.Fill("Why?", "It is gone").PressAsync("Take it back");

        ada.Page.Says("You have taken it back.").ShouldBeTrue();
        await app.RunDueWorkAsync();
        (await app.ReadAsync(db => db.Cases.SingleAsync())).IsClosed.ShouldBeTrue();
        app.Mailbox.LastTo(Mail).Subject.ShouldContain("You have taken it back");
        app.Mailbox.LastTo(mira.Mail).Text.ShouldContain("It is gone");
        (await app.ReadAsync(db => db.Promises.ToListAsync())).ShouldAllBe(promise => promise.SettledAt != null && promise.State == PromiseState.Revised);
        ada.Page.Says("The promise was kept.").ShouldBeFalse();
    }

    [Theory, Databases]
    public async Task Where_others_wait_for_the_same_it_goes_on_for_them(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var ada = await FollowAsync(app);
        var link = await AddFollowerAsync(app, "ben@example.org");
        await app.RunDueWorkAsync();
        var toBen = app.Mailbox.To("ben@example.org").Count;

        var tab = app.Visitor();
        await tab.GoAsync(ada.Page.Address);
        await ada.Fill("Why?", "It is gone").PressAsync("Take it back");

        ada.Page.Says("Others told us the same, so we go on for them.").ShouldBeTrue();
        (await ada.GoAsync(ada.Page.Address)).HasButton("Take it back").ShouldBeFalse();
        (await tab.Fill("Why?", "Gone, as I said").PressAsync("Take it back")).Errors.ShouldHaveSingleItem().ShouldContain("You have left this to others already.");
        tab.Page.Find("textarea[name=Why]").TextContent.Trim().ShouldBe("Gone, as I said");
        await app.RunDueWorkAsync();
        (await app.ReadAsync(db => db.Cases.SingleAsync())).IsClosed.ShouldBeFalse();
        app.Mailbox.LastTo(Mail).Text.ShouldContain("Others told us the same.");
        app.Mailbox.To("ben@example.org").Count.ShouldBe(toBen, "nothing changes for Ben");
        var ben = app.Visitor();
        await ben.GoAsync(link);
        ben.Page.Says("Who reported it first does not need it any more.").ShouldBeTrue();
        ben.Page.Says("It is gone").ShouldBeFalse();
        ben.Page.Says("By Wednesday 11 March we will have gone to look.").ShouldBeTrue();
    }

    [Theory, Databases]
    public async Task The_photo_of_what_was_done_is_told_of_by_mail_and_stands_under_the_outcome(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var ada = await FollowAsync(app);
        await app.CloseOnlyCaseAsync();
        await app.RunDueWorkAsync();
        app.Mailbox.LastTo(Mail).Text.ShouldNotContain("photo");
        await ada.GoAsync(ada.Page.Address);
        await ada.Fill("What is still wrong?", "It still lies there").PressAsync("It is not fixed");

        await app.CloseOnlyCaseAsync(await app.TakeAsync((await app.ReadAsync(db => db.Cases.SingleAsync())).Id, "photo.jpg", FilePurpose.Proof));
        await app.RunDueWorkAsync();

        app.Mailbox.LastTo(Mail).Text.ShouldContain("There is a photo of it on the page of your case.");
        var page = await ada.GoAsync(app.Mailbox.LastTo(Mail).Link("See where things stand"));
        page.Document.QuerySelectorAll(".kept-photos").ShouldHaveSingleItem().Closest(".kept-follow__now").ShouldNotBeNull();
        var notFixed = app.Mailbox.LastTo(Mail).Link("It is not fixed");
        (await ada.GoAsync(notFixed)).Find(notFixed.Fragment).TextContent.ShouldContain("What is still wrong?");
        (await app.ReadAsync(db => db.Cases.SingleAsync())).IsClosed.ShouldBeTrue("looking changes nothing");
    }

    [Theory, Databases]
    public async Task What_is_not_fixed_is_opened_again_with_a_new_date(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var ada = await FollowAsync(app);
        await app.CloseOnlyCaseAsync();
        await ada.GoAsync(ada.Page.Address);
        ada.Page.HasButton("Take it back").ShouldBeFalse();

        await ada.Fill("What is still wrong?", "It still lies there").PressAsync("It is not fixed");

        ada.Page.Says("The case is open again.").ShouldBeTrue();
        ada.Page.Find(".kept-follow__promise").TextContent.ShouldContain("By ");
        (await app.ReadAsync(db => db.Cases.SingleAsync())).Reopened.ShouldBe(1);
    }

    [Theory, Databases]
    public async Task Others_who_follow_see_what_happens_and_nothing_that_was_written_or_may_not_take_it_back(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var ada = await FollowAsync(app);
        await ada.Fill("What else should we know?", "My door is number 7").Attach("Photos or documents", Photo).PressAsync("Add it");
        var link = await AddFollowerAsync(app, "ben@example.org");

        var ben = app.Visitor();
        await ben.GoAsync(link);

        ben.Page.Says("By Wednesday 11 March we will have gone to look.").ShouldBeTrue();
        foreach (var secret in new[] { "My door", Mail, FlyTipping.Lane, "kept-photos" })
        {
            ben.Page.Source.ShouldNotContain(secret);
        }

        ben.Page.HasButton("Take it back").ShouldBeFalse();
        var withdraw = new HttpRequestMessage(HttpMethod.Post, new Uri(ben.Page.Address, "?handler=Withdraw"))
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["__RequestVerificationToken"] = ben.Page.Find("input[name=__RequestVerificationToken]").GetAttribute("value")!,
            }),
        };
        await ben.SendAsync(withdraw, HttpStatusCode.NotFound);
        (await app.ReadAsync(db => db.Cases.SingleAsync())).IsClosed.ShouldBeFalse();
    }

    [Theory, Databases]
    public async Task Programs_with_the_link_read_the_story_that_the_page_tells(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var ada = await FollowAsync(app);
        await ada.Fill("What else should we know?", "My door is number 7").PressAsync("Add it");
        var ben = app.Visitor();
        await ben.GoAsync(await AddFollowerAsync(app, "ben@example.org"));
        await ada.GoAsync(ada.Page.Address);

        (await SameStoryAsync(ada)).ShouldContain("My door is number 7");
        (await SameStoryAsync(ben)).ShouldNotContain("My door is number 7");

        async Task<IEnumerable<string?>> SameStoryAsync(Visitor reader)
        {
            var parts = reader.Page.Address.AbsolutePath.Split('/');
            using var program = ApiProgram.Nobody(app);
            var shown = (await program.GetAsync($"/api/v1/cases/{parts[2]}?token={parts[3]}")).Json;
            var told = shown["timeline"]!.AsArray().ToList();
            told.Select(line => line!["sentence"]!.GetValue<string>()).ShouldBe(Lines(".kept-timeline__what").Skip(shown["next"]!.AsArray().Count));
            told.Select(line => line!["promise"]?.GetValue<string>()).OfType<string>().ShouldBe(Lines(".kept-timeline__promise"));
            var said = told.Select(line => line!["said"]?.GetValue<string>()).ToList();
            said.OfType<string>().ShouldBe(Lines(".kept-timeline__said"));
            return said;

            IEnumerable<string> Lines(string which) => reader.Page.Document.QuerySelectorAll(which).Select(line => line.TextContent.Trim());
        }
    }

    [Fact]
    public async Task A_line_break_counts_as_one_character_as_the_page_counts_it()
    {
        await using var app = await KeptApp.StartAsync();
        var ada = await FollowAsync(app);
        var words = string.Concat(Enumerable.Repeat("123456789\n", 500));

        await ada.Fill("What else should we know?", words[..^1] + "0").PressAsync("Add it");

        ada.Page.Says("Thank you. We have added it").ShouldBeTrue();
        (await app.ReadAsync(db => db.CaseEvents.SingleAsync(entry => entry.Kind == EventKind.InformationAdded))).Words.ShouldBe(words[..^1] + "0");
    }

    [Fact]
    public async Task Who_stops_the_mails_hears_nothing_more_and_can_still_look()
    {
        await using var app = await KeptApp.StartAsync();
        var ada = await FollowAsync(app);
        app.Mailbox.Clear();

        await ada.PressAsync("Stop the mails");

        ada.Page.Says("We do not write to you about this any more.").ShouldBeTrue();
        await app.CloseOnlyCaseAsync();
        await app.RunDueWorkAsync();
        app.Mailbox.To(Mail).ShouldBeEmpty();
        (await ada.GoAsync(ada.Page.Address)).Says("It is done.").ShouldBeTrue();
    }

    [Fact]
    public async Task A_wrong_secret_and_a_wrong_reference_get_the_same_answer()
    {
        await using var app = await KeptApp.StartAsync();
        var ada = await FollowAsync(app);
        var reference = (await app.ReadAsync(db => db.Cases.SingleAsync())).Reference;

        var wrongSecret = await ada.GoAsync($"/follow/{reference.Value}/{Secret.NewRandom().Text}", HttpStatusCode.NotFound);
        var wrongReference = await ada.GoAsync($"/follow/K7QF3M9T/{Secret.NewRandom().Text}", HttpStatusCode.NotFound);

        wrongSecret.Text.ShouldBe(wrongReference.Text);
        wrongSecret.Headers["Cache-Control"].ShouldBe("no-store");
    }

    [Theory, Databases]
    public async Task A_guess_costs_the_same_whether_there_is_such_a_case_or_not(Database database)
    {
        var queries = new Queries();
        await using var app = await KeptApp.StartAsync(database, options => options.Services = queries.Listen);
        await FollowAsync(app);
        var reference = (await app.ReadAsync(db => db.Cases.SingleAsync())).Reference;
        var mallory = app.Visitor();
        foreach (var address in new[] { "/follow/{0}/{1}", "/api/v1/cases/{0}?token={1}" })
        {
            Task<int> GuessAsync(Reference guessed) => queries.OfAsync(() => mallory.GoAsync(
                string.Format(CultureInfo.InvariantCulture, address, guessed.Value, Secret.NewRandom().Text), HttpStatusCode.NotFound));

            (await GuessAsync(Reference.NewRandom())).ShouldBe(1, address);
            (await GuessAsync(reference)).ShouldBe(1, address);
        }
    }

    internal static UploadedFile Photo => new("photo.jpg", "image/jpeg", Sample.Bytes("photo.jpg"));

    /// <summary>Reports, and opens the link of the mail.</summary>
    internal static async Task<Visitor> FollowAsync(KeptApp app)
    {
        var ada = app.Visitor();
        await FlyTipping.SendAsync(ada, mail: Mail);
        await app.RunDueWorkAsync();
        await ada.GoAsync(app.Mailbox.OnlyTo(Mail).Link("Follow, add or withdraw"));
        return ada;
    }

    /// <summary>Somebody else who wants to be kept informed; gives the link of their mail.</summary>
    private static async Task<Uri> AddFollowerAsync(KeptApp app, string mail)
    {
        var reference = (await app.ReadAsync(db => db.Cases.SingleAsync())).Reference;
        (await app.WithAsync<FollowCase, CaseOutcome>(follow => follow.HandleAsync(
            new FollowCaseInput(reference, By.Resident, new ContactDetails(null, mail, null, null), "en"), TestContext.Current.CancellationToken))).ShouldBeOfType<CaseOutcome.Done>();
        await app.RunDueWorkAsync();
        return app.Mailbox.LastTo(mail).Links[0];
    }
}
