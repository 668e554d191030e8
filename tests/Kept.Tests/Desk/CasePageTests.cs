using System.Net;
using Kept.Cases;
using Kept.Cases.FollowCase;
using Kept.Domain.Cases;
using Kept.Domain.Promises;
using Kept.Testing;
using Kept.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;
using static Kept.Tests.Desk.DeskBench;

namespace Kept.Tests.Desk;

/// <summary>Everything an agent does to a case, done through its page, without script.</summary>
public sealed class CasePageTests
{
    [Theory, Databases]
    public async Task The_page_tells_the_whole_story(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var about = await app.ReceiveAsync("Mattress and sofa", place: new Place(51.5, -0.1, "12 Mill Lane", "behind the school"));
        await app.ReceiveAsync("A second thing");
        var agent = await AgentAsync(app);

        var page = await agent.GoAsync(about.DeskAddress());

        page.Heading.ShouldContain(about.Reference.ToString());
        foreach (var words in new[]
        {
            "Rubbish dumped in the street", "Mattress and sofa", "12 Mill Lane", "Ada Eden", "07700 900123", "ada@example.org",
            "Wednesday 11 March", "7 working days left", "Wednesday 11 March 2026, 17:00", "Days 1 to 4 are Tuesday", "1 other open case",
            "Told last", "Received online.", "51.50000, -0.10000", "1 contact", "Nobody owns this case", "E-mail to Ada Eden",
        })
        {
            page.Says(words).ShouldBeTrue($"\"{words}\" is missing in: {page.Text}");
        }

        page.Headers["Cache-Control"].ShouldContain("no-store");
    }

    [Theory, Databases]
    public async Task A_visit_that_was_not_done_is_recorded_with_its_reason_and_told_at_once(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var about = await app.ReceiveAsync();
        var agent = await AgentAsync(app);
        await app.AdvanceAsync(Duration.FromHours(3));
        await agent.GoAsync(about.DeskAddress() + "/visit");

        await agent.Choose("No, not yet").Fill("Why not", "The van was full").Fill("In your words", "We come back tomorrow.").PressAsync("Record it and tell them");

        agent.Page.Says("The visit is recorded").ShouldBeTrue();
        agent.Page.Says("We come back tomorrow.").ShouldBeTrue();
        var now = await app.NowAsync(about);
        now.Visits.Single().Done.ShouldBeFalse();
        now.Promises.Single(promise => promise.IsOpen).Stage.ShouldBe("clear");
        await app.RunDueWorkAsync();
        app.Mailbox.All.ShouldContain(mail => mail.Subject.Contains("not done yet"));
    }

    [Theory, Databases]
    public async Task What_is_missing_is_said_at_the_form_and_nothing_typed_is_lost(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var about = await app.ReceiveAsync();
        var agent = await AgentAsync(app);
        await agent.GoAsync(about.DeskAddress());

        await agent.Fill("In your words; who", "I typed this").PressAsync("Close it and tell them", HttpStatusCode.UnprocessableEntity);
        agent.Page.Errors.ShouldContain(error => error.Contains("Choose what came of it"));
        agent.Page.Find("#form-close").HasAttribute("open").ShouldBeTrue();
        agent.Page.Find("#Close_Words").TextContent.ShouldContain("I typed this");

        await agent.Choose("Nothing will be done").Fill("In your words; who", "").PressAsync("Close it and tell them", HttpStatusCode.UnprocessableEntity);
        agent.Page.Errors.ShouldContain(error => error.Contains("why nothing is done"));
        (await app.NowAsync(about)).IsClosed.ShouldBeFalse();
    }

    [Fact]
    public async Task More_than_anybody_reads_is_not_taken_and_stays_in_the_form()
    {
        await using var app = await KeptApp.StartAsync();
        var about = await app.ReceiveAsync();
        var agent = await AgentAsync(app);
        await agent.GoAsync(about.DeskAddress() + "/note");
        var words = new string('a', 10_001);

        await agent.Fill("Note for colleagues", words).PressAsync("Save the note", HttpStatusCode.UnprocessableEntity);

        agent.Page.Errors.ShouldContain(error => error.Contains("At most 10,000 characters fit"));
        agent.Page.Find("#Note_Words").TextContent.Trim().ShouldBe(words);
        (await app.NowAsync(about)).Version.ShouldBe(about.Version);
        await agent.Fill("Note for colleagues", words[1..]).PressAsync("Save the note");
        (await app.NowAsync(about)).Version.ShouldBeGreaterThan(about.Version);
    }

    [Theory, Databases]
    public async Task Promises_are_revised_made_and_kept(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var about = await app.ReceiveAsync();
        var agent = await AgentAsync(app);
        await agent.GoAsync(about.DeskAddress() + "/revise");

        await agent.Fill("New date", "2026-03-19").Fill("Why it changes", "The road is closed.").PressAsync("Give the date and tell them");
        (await app.NowAsync(about)).Promises.Single(promise => promise.IsOpen).Due.ShouldBe(Instant.FromUtc(2026, 3, 19, 17, 0));

        await agent.Fill("What you promise", "I ring you on Thursday.").Fill("By which day", "2026-03-05").PressAsync("Promise it");
        agent.Page.Says("By Thursday 5 March: I ring you on Thursday.").ShouldBeTrue();
        await app.RunDueWorkAsync();
        app.Mailbox.LastTo("ada@example.org").Text.ShouldContain("By Thursday 5 March: I ring you on Thursday.");
        await agent.PressAsync("It is done");
        (await app.NowAsync(about)).Promises.Single(promise => promise.Source == PromiseSource.Agent).State.ShouldBe(PromiseState.Kept);
    }

    [Theory, Databases]
    public async Task Clocks_stand_still_and_go_on(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var about = await app.ReceiveAsync();
        var agent = await AgentAsync(app);
        await agent.GoAsync(about.DeskAddress());

        await agent.Fill("What we need from them", "Which lane exactly?").PressAsync("Ask and stop the clock");
        agent.Page.Says("Waiting for the resident").ShouldBeTrue();
        await app.AdvanceAsync(Duration.FromDays(2));
        agent = await AgentAsync(app, "Tom Okafor");
        await agent.GoAsync(about.DeskAddress());
        await agent.PressAsync("Go on, let the clock run");

        (await app.NowAsync(about)).Promises.Single(promise => promise.IsOpen).Due.ShouldBe(Instant.FromUtc(2026, 3, 13, 16, 30));
    }

    [Theory, Databases]
    public async Task Messages_notes_contacts_and_information_stand_in_the_timeline(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var about = await app.ReceiveAsync();
        var agent = await AgentAsync(app);
        await agent.GoAsync(about.DeskAddress());

        await agent.Fill("Write to the resident", "We are on our way.").PressAsync("Send");
        await agent.Fill("Note for colleagues", "Dog in the yard.").PressAsync("Save the note");
        await agent.Fill("What was said", "Any news?").PressAsync("Log it", HttpStatusCode.UnprocessableEntity);
        agent.Page.Errors.ShouldHaveSingleItem().ShouldContain("Say whether this was new to us.");
        await agent.Choose("No, they only asked").PressAsync("Log it");
        await agent.Fill("What they told us", "It is behind the bin.").PressAsync("Add");

        foreach (var words in new[] { "We are on our way.", "Dog in the yard.", "Any news?", "It is behind the bin." })
        {
            agent.Page.Says(words).ShouldBeTrue(words);
        }

        (await app.NowAsync(about)).Chasers.ShouldBe(1);
        await agent.PressAsync("This was not a chaser");
        (await app.NowAsync(about)).Chasers.ShouldBe(0);

        var open = await agent.GoAsync(about.DeskAddress() + "?show=public");
        open.Find(".kept-timeline").TextContent.ShouldNotContain("Dog in the yard.");
        open.Find(".kept-timeline").TextContent.ShouldContain("It is behind the bin.");
        var contacts = await agent.GoAsync(about.DeskAddress() + "?show=contacts");
        contacts.Find(".kept-timeline").TextContent.ShouldContain("Any news?");
        contacts.Find(".kept-timeline").TextContent.ShouldNotContain("Dog in the yard.");
    }

    [Theory, Databases]
    public async Task What_is_pressed_twice_is_sent_and_noted_once(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var about = await app.ReceiveAsync();
        var agent = await AgentAsync(app);
        await agent.GoAsync(about.DeskAddress());

        (await agent.Fill("Write to the resident", "We are on our way.").PressTwiceAsync("Send")).Says("We are on our way.").ShouldBeTrue();
        await agent.Fill("Note for colleagues", "Dog in the yard.").PressTwiceAsync("Save the note");
        await agent.Fill("What they told us", "It is behind the bin.").PressTwiceAsync("Add");

        (await app.ReadAsync(db => db.Messages.CountAsync(message => message.Kind == "message"))).ShouldBe(1);
        var events = await app.ReadAsync(db => db.CaseEvents.Where(entry => entry.Words != null).Select(entry => entry.Words!).ToListAsync());
        foreach (var words in new[] { "We are on our way.", "Dog in the yard.", "It is behind the bin." })
        {
            events.Count(said => said == words).ShouldBe(1, words);
        }

        await agent.Fill("Note for colleagues", "Dog in the yard.").PressAsync("Save the note");
        (await app.ReadAsync(db => db.CaseEvents.CountAsync(entry => entry.Words == "Dog in the yard."))).ShouldBe(2, "a form that is filled in anew is another one");
    }

    [Theory]
    [InlineData("Yes, it is done")]
    [InlineData("No, not yet")]
    public async Task A_visit_in_the_future_is_refused_at_its_time(string done)
    {
        await using var app = await KeptApp.StartAsync();
        var about = await app.ReceiveAsync();
        var agent = await AgentAsync(app);
        await agent.GoAsync(about.DeskAddress() + "/visit");

        await agent.Choose(done).Fill("Why not", "The van was full").Fill("When", "2030-01-01T10:00").PressAsync("Record it and tell them", HttpStatusCode.UnprocessableEntity);

        agent.Page.Find(".govuk-error-summary a").GetAttribute("href").ShouldBe("#Visit_At");
    }

    [Theory, Databases]
    public async Task Contact_details_are_put_right_and_the_case_is_found_by_them(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var about = await app.ReceiveAsync(details: new ContactDetails("Ada", "ada@exmaple.org"));
        await app.WithAsync<FollowCase, CaseOutcome>(follow => follow.HandleAsync(
            new FollowCaseInput(about.Reference, By.Resident, new ContactDetails("Bo", "bo@example.org"), "de"), default));
        var agent = await AgentAsync(app);
        await agent.GoAsync(about.DeskAddress());
        var before = (await app.NowAsync(about)).Reporter!.Secret;

        await agent.Fill("E-mail", "ada@example.org").Fill("How to reach them best", "Hard of hearing, write").PressAsync("Save");

        agent.Page.Says("Hard of hearing, write").ShouldBeTrue();
        var now = (await app.NowAsync(about)).Reporter!;
        (now.MailKey, now.Secret == before).ShouldBe(("ada@example.org", false));
        (await agent.GoAsync("/desk/search?q=ada@example.org")).Says(about.Reference.ToString()).ShouldBeTrue();

        await agent.GoAsync(about.DeskAddress());
        await agent.Fill("E-mail", "two@example.org, bo@example.org").PressAsync("Save", HttpStatusCode.UnprocessableEntity);
        agent.Page.Errors.ShouldContain(error => error.Contains("whole mail address"));
    }

    [Theory]
    [InlineData("/desk/cases/nothing")]
    [InlineData("/desk/cases/K7QF3M9T")]
    public async Task What_does_not_exist_is_not_found(string address)
    {
        await using var app = await KeptApp.StartAsync();
        var agent = await AgentAsync(app);

        await agent.GoAsync(address, HttpStatusCode.NotFound);
    }
}
