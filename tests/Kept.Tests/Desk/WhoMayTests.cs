using System.Net;
using Kept.Cases;
using Kept.Cases.AddNote;
using Kept.Cases.CorrectFollower;
using Kept.Cases.HandOver;
using Kept.Cases.LogContact;
using Kept.Cases.MakePromise;
using Kept.Cases.RetryMessage;
using Kept.Cases.RevisePromise;
using Kept.Domain.Cases;
using Kept.Files;
using Kept.Staff;
using Kept.Storage;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;
using static Kept.Tests.Desk.DeskBench;

namespace Kept.Tests.Desk;

/// <summary>Who may do what, and ids that belong to another case: the lesson of FreeScout, Chatwoot, Zammad and GLPI in 2026.</summary>
public sealed class WhoMayTests
{
    [Theory]
    [InlineData("/desk")]
    [InlineData("/desk/search?q=ada")]
    [InlineData("/desk/rang")]
    [InlineData("/desk/cases/K7QF3M9T")]
    [InlineData("/desk/preview/K7QF3M9T")]
    [InlineData("/desk/live")]
    public async Task Nobody_sees_the_desk_without_signing_in(string address)
    {
        await using var app = await KeptApp.StartAsync();
        using var client = app.Client();

        var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldContain("/sign-in");
    }

    [Theory, Databases]
    public async Task Somebody_who_was_sent_away_changes_nothing_even_with_a_cookie_that_still_works(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var about = await app.ReceiveAsync();
        var member = await app.AddColleagueAsync("Mira Kovač");
        var mira = await app.SignInAsync(member);
        await mira.GoAsync(about.DeskAddress());
        await app.WithAsync<KeptDb>(async db =>
        {
            (await db.FindAsync<StaffMember>(member.Id))!.Active = false;
            await db.SaveChangesAsync();
        });

        await mira.Fill("Note for colleagues", "One last word").PressAsync("Save the note", HttpStatusCode.UnprocessableEntity);

        mira.Page.Errors.ShouldContain(error => error.Contains("not active any more"));
        (await app.EventsAsync(about)).ShouldNotContain(entry => entry.Kind == EventKind.Noted);
    }

    [Theory, Databases]
    public async Task Operations_refuse_strangers_and_people_who_left(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var about = await app.ReceiveAsync();

        (await app.DoAsync<AddNote>(add => add.HandleAsync(new AddNoteInput(about.Reference, By.Staff(4711), "Hello"), default)))
            .ShouldBe(new CaseOutcome.Refused("notActive"));
        (await app.DoAsync<TakeCase>(take => take.HandleAsync(new TakeCaseInput(about.Reference, null, By.Staff(4711)), default)))
            .ShouldBe(new CaseOutcome.Refused("notActive"));
    }

    [Theory, Databases]
    public async Task What_belongs_to_another_case_is_refused(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.AddStaffAsync();
        var (mine, other) = (await app.ReceiveAsync("Mine"), await app.ReceiveAsync("Another's"));
        var strange = await app.NowAsync(other);
        var (promise, follower, contact) = (strange.Promises[0].Id, strange.Followers[0].Id, strange.ContactLog[0].Id);
        var message = await app.ReadAsync(db => db.Messages.Where(known => known.CaseId == other.Id).Select(known => known.Id).FirstAsync());

        (await app.DoAsync<RevisePromise>(revise => revise.HandleAsync(
            new RevisePromiseInput(mine.Reference, null, Mira.ById(), promise, new LocalDate(2026, 4, 1), "Because"), default)))
            .ShouldBe(new CaseOutcome.Refused("noPromise"));
        (await app.DoAsync<KeepPromise>(keep => keep.HandleAsync(new KeepPromiseInput(mine.Reference, null, Mira.ById(), promise), default)))
            .ShouldBe(new CaseOutcome.Refused("noPromise"));
        (await app.DoAsync<LogContact>(log => log.HandleAsync(
            new LogContactInput(mine.Reference, Mira.ById(), Channel.Phone, true, false, null, follower), default)))
            .ShouldBe(new CaseOutcome.Refused("followerUnknown"));
        (await app.DoAsync<CorrectFollower>(correct => correct.HandleAsync(
            new CorrectFollowerInput(mine.Reference, null, Mira.ById(), follower, new ContactDetails("Eve", "eve@example.org"), null), default)))
            .ShouldBe(new CaseOutcome.Refused("followerUnknown"));
        (await app.DoAsync<MarkContact>(mark => mark.HandleAsync(new MarkContactInput(mine.Reference, Mira.ById(), contact, true), default)))
            .ShouldBe(new CaseOutcome.Refused("contactUnknown"));
        (await app.DoAsync<RetryMessage>(retry => retry.HandleAsync(new RetryMessageInput(mine.Reference, Mira.ById(), message), default)))
            .ShouldBe(new CaseOutcome.Refused("messageUnknown"));
        (await app.DoAsync<HandOver>(give => give.HandleAsync(
            new HandOverInput(mine.Reference, null, Mira.ById(), StreetCare, Olga.Id, null), default)))
            .ShouldBe(new CaseOutcome.Refused("notInTeam"));

        var now = await app.NowAsync(other);
        (now.Version, now.Followers[0].Mail).ShouldBe((other.Version, "ada@example.org"));
    }

    [Theory]
    [InlineData("revise", "Revise.Promise")]
    [InlineData("keep", "Keep")]
    [InlineData("mark", "Mark.Contact")]
    [InlineData("retry", "Again")]
    [InlineData("person", "Person.Id")]
    [InlineData("contact", "Contact.Follower")]
    public async Task A_foreign_id_in_a_form_is_refused(string form, string field)
    {
        await using var app = await KeptApp.StartAsync();
        var (mine, other) = (await app.ReceiveAsync("Mine"), await app.ReceiveAsync("Another's"));
        var strange = await app.NowAsync(other);
        var id = form switch
        {
            "mark" => strange.ContactLog[0].Id,
            "person" or "contact" => strange.Followers[0].Id,
            "retry" => await app.ReadAsync(db => db.Messages.Where(known => known.CaseId == other.Id).Select(known => known.Id).FirstAsync()),
            _ => strange.Promises[0].Id,
        };
        var mira = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));
        var page = await mira.GoAsync(mine.DeskAddress());

        await mira.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, new Uri(page.Address, $"{mine.DeskAddress()}/{form}"))
            {
                Content = new FormUrlEncodedContent(new Dictionary<string, string>
                {
                    ["__RequestVerificationToken"] = page.Find("input[name=__RequestVerificationToken]").GetAttribute("value")!,
                    [field] = id.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    ["Revise.Date"] = "2026-03-20",
                    ["Revise.Reason"] = "Because",
                    ["Contact.Channel"] = "Phone",
                    ["Person.Name"] = "Eve",
                }),
            },
            HttpStatusCode.UnprocessableEntity);

        (await app.NowAsync(other)).Version.ShouldBe(other.Version);
        (await app.NowAsync(mine)).Version.ShouldBe(mine.Version);
    }

    [Fact]
    public async Task A_file_of_another_case_proves_nothing()
    {
        await using var app = await KeptApp.StartAsync();
        await app.AddStaffAsync();
        var (mine, other) = (await app.ReceiveAsync("Mine"), await app.ReceiveAsync("Another's"));
        var file = new StoredFile(
            app.NewId(), new FileOrigin(other.Id, null, FilePurpose.Proof, IsPublic: true, Mira.Id), FileName.Known("a.jpg"),
            new FileInspection.Accepted(FileKind.Jpeg, new byte[1], null), "", app.Now);

        await Should.ThrowAsync<ArgumentException>(() => app.DoAsync<Kept.Cases.CloseCase.CloseCase>(close => close.HandleAsync(
            new Kept.Cases.CloseCase.CloseCaseInput(mine.Reference, null, Mira.ById(), Outcome.Fixed, null, [file]), default)));

        (await app.NowAsync(mine)).IsClosed.ShouldBeFalse();
    }

    [Theory]
    [InlineData("visit")]
    [InlineData("close")]
    [InlineData("nonsense")]
    public async Task A_form_of_another_site_is_refused(string form)
    {
        await using var app = await KeptApp.StartAsync();
        var about = await app.ReceiveAsync();
        var mira = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));

        var answer = await mira.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, new Uri(app.Address, $"{about.DeskAddress()}/{form}"))
            {
                Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["Close.Outcome"] = "Fixed" }),
            },
            HttpStatusCode.BadRequest);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        (await app.NowAsync(about)).IsClosed.ShouldBeFalse();
    }
}
