using System.Net;
using Kept.Domain.Cases;
using Kept.Staff;
using Kept.Surveys;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Desk.Api;

/// <summary>Whatever the case page can do, a program can do.</summary>
public sealed class CaseChangesTests
{
    [Fact]
    public async Task More_than_anybody_reads_is_refused_by_its_field()
    {
        await using var app = await KeptApp.StartAsync();
        using var program = await ApiProgram.OfAsync(app, await app.AddColleagueAsync("Mira Kovač"));
        var about = await app.ReceiveAsync();

        await program.PostAsync($"/api/v1/cases/{about.Reference}/notes", $$"""{"words":"{{new string('a', 10_001)}}"}""", expected: HttpStatusCode.BadRequest);

        program.Json["errors"]!["words"]![0]!.GetValue<string>().ShouldContain("At most 10,000 characters fit");
    }

    [Theory, Databases]
    public async Task A_close_is_taken_back(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var program = await ApiProgram.OfAsync(app, await app.AddColleagueAsync("Mira Kovač"));
        var about = await app.ReceiveAsync();
        var cases = $"/api/v1/cases/{about.Reference}";
        await program.PostAsync($"{cases}/undo-close", expected: HttpStatusCode.UnprocessableEntity);
        await program.PostAsync($"{cases}/close", """{"outcome":"fixed"}""");

        await program.PostAsync($"{cases}/undo-close");

        program.Json["state"]!.GetValue<string>().ShouldBe("open");
        program.Json["openPromises"]!.AsArray().ShouldHaveSingleItem();
        (await app.ReadAsync(db => db.Set<Survey>().CountAsync(TestContext.Current.CancellationToken))).ShouldBe(0, "nobody is asked");
        await program.PostAsync($"{cases}/close", """{"outcome":"fixed"}""");
        await app.AdvanceAsync(Duration.FromDays(6));
        app.Mailbox.LastTo("ada@example.org").Subject.ShouldContain("Is it really done?");
        await program.PostAsync($"{cases}/undo-close", expected: HttpStatusCode.UnprocessableEntity);
    }

    [Theory, Databases]
    public async Task A_case_from_taking_it_to_closing_it(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var mira = await app.AddColleagueAsync("Mira Kovač");
        using var program = await ApiProgram.OfAsync(app, mira);
        var about = await app.ReceiveAsync();
        var cases = $"/api/v1/cases/{about.Reference}";

        await program.PostAsync($"{cases}/take");
        program.Json["ownerId"]!.GetValue<string>().ShouldBe(mira.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await program.PostAsync($"{cases}/notes", """{"words":"The gate is locked."}""");
        await program.PostAsync($"{cases}/messages", """{"words":"We come on Friday."}""");
        await program.PostAsync($"{cases}/contacts", """{"channel":"phone","words":"Asked when.","bringsNews":false}""");
        await program.PostAsync($"{cases}/information", """{"channel":"phone","words":"There is a second one."}""");
        await program.PostAsync($"{cases}/pause", """{"reason":"Please send a photo."}""");
        program.Json["state"]!.GetValue<string>().ShouldBe("waiting");
        await program.PostAsync($"{cases}/resume");
        await program.PostAsync($"{cases}/promises", """{"date":"2026-03-06","words":"We will ring you."}""");
        var own = program.Json["openPromises"]!.AsArray().Single(promise => promise!["stage"] is null)!["id"]!.GetValue<string>();
        await program.PostAsync($"{cases}/promises/{own}/revise", """{"date":"2026-03-09","reason":"The surveyor is ill."}""");
        own = program.Json["openPromises"]!.AsArray().Single(promise => promise!["stage"] is null)!["id"]!.GetValue<string>();
        await program.PostAsync($"{cases}/promises/{own}/keep");
        await program.PostAsync($"{cases}/visits", """{"done":false,"reason":"van-full","words":"Again next week."}""");
        await program.PostAsync($"{cases}/visits", """{"done":true}""");
        await program.PostAsync($"{cases}/close", """{"outcome":"fixed","words":"It is gone."}""");
        program.Json["state"]!.GetValue<string>().ShouldBe("closed");

        var whole = (await program.GetAsync(cases)).Json;
        whole["outcome"]!.GetValue<string>().ShouldBe("fixed");
        whole["owner"]!.GetValue<string>().ShouldBe("Mira Kovač");
        whole["visits"]!.AsArray().Select(visit => visit!["done"]!.GetValue<bool>()).ShouldBe([false, true]);
        whole["contacts"]!.AsArray().Count(contact => contact!["chaser"]!.GetValue<bool>()).ShouldBe(1);
        var kinds = whole["events"]!.AsArray().Select(line => line!["kind"]!.GetValue<string>()).ToList();
        foreach (var kind in new[] { "taken", "noted", "messaged", "contacted", "informationAdded", "paused", "resumed", "promiseRevised", "promiseKept", "visited", "closed" })
        {
            kinds.ShouldContain(kind);
        }

        await program.PostAsync($"{cases}/reopen", """{"words":"Half of it is still there."}""");
        program.Json["state"]!.GetValue<string>().ShouldBe("open");
        var events = await app.EventsAsync(about);
        events.Where(line => line.Kind is EventKind.Noted or EventKind.Closed or EventKind.Reopened).ShouldAllBe(line => line.ById == mira.Id);
    }

    [Theory, Databases]
    public async Task Hand_over_merge_and_undo(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var program = await ApiProgram.OfMiraAsync(app);
        var eszter = await app.AddColleagueAsync("Eszter Nagy", team: "highways");
        var (first, second) = (await app.ReceiveAsync(), await app.ReceiveAsync(details: new ContactDetails("Bea", "bea@example.org")));

        await program.PostAsync($"/api/v1/cases/{first.Reference}/hand-over", $$"""{"team":"highways","owner":"{{eszter.Id}}","words":"Yours."}""");
        (program.Json["team"]!.GetValue<string>(), program.Json["ownerId"]!.GetValue<string>())
            .ShouldBe(("highways", eszter.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)));

        await program.PostAsync($"/api/v1/cases/{second.Reference}/merge", $$"""{"into":"{{first.Reference}}"}""");
        program.Json["reference"]!.GetValue<string>().ShouldBe(second.Reference.ToString());
        (await program.GetAsync($"/api/v1/cases/{second.Reference}")).Json["mergedInto"]!.GetValue<string>().ShouldBe(first.Reference.ToString());
        (await app.NowAsync(first)).Followers.Count.ShouldBe(2);
        await program.PostAsync($"/api/v1/cases/{second.Reference}/unmerge");
        (await app.NowAsync(second)).State.ShouldBe(CaseState.Open);
    }

    [Fact]
    public async Task People_on_a_case_are_added_and_put_right()
    {
        await using var app = await KeptApp.StartAsync();
        using var program = await ApiProgram.OfMiraAsync(app);
        var cases = $"/api/v1/cases/{(await app.ReceiveAsync()).Reference}";

        await program.PostAsync($"{cases}/people", """{"name":"Bea","mail":"bea@example.org","language":"hr"}""");
        var bea = (await program.GetAsync(cases)).Json["people"]!.AsArray().Single(person => !person!["reporter"]!.GetValue<bool>())!;
        await program.PostAsync($"{cases}/people/{bea["id"]}", """{"name":"Bea Novak","phone":"07700 900999","notes":"Rings after six."}""");
        bea = (await program.GetAsync(cases)).Json["people"]!.AsArray().Single(person => !person!["reporter"]!.GetValue<bool>())!;
        (bea["name"]!.GetValue<string>(), bea["notes"]!.GetValue<string>(), bea["mail"]).ShouldBe(("Bea Novak", "Rings after six.", null));

        await program.PostAsync($"{cases}/people", """{"mail":"x","language":"hr"}""", HttpStatusCode.BadRequest);
        await program.PostAsync($"{cases}/people", """{"name":"Bea","language":"hr"}""", HttpStatusCode.BadRequest);
        var contact = (await program.GetAsync(cases)).Json["contacts"]![0]!["id"]!.GetValue<string>();
        await program.PostAsync($"{cases}/contacts/{contact}/mark", """{"chaser":true}""");
        (await program.GetAsync(cases)).Json["contacts"]![0]!["chaser"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task What_the_case_refuses_is_said_with_the_reason_and_changes_nothing()
    {
        await using var app = await KeptApp.StartAsync();
        using var program = await ApiProgram.OfMiraAsync(app);
        var about = await app.ReceiveAsync();
        var cases = $"/api/v1/cases/{about.Reference}";
        var before = (await app.NowAsync(about)).Version;

        foreach (var (path, body, reason) in new[]
        {
            ("notes", """{"words":" "}""", "noteEmpty"),
            ("resume", null, "notPaused"),
            ("reopen", "{}", "open"),
            ("hand-over", """{"team":"moon"}""", "teamUnknown"),
            ("visits", """{"done":false}""", "visitReason"),
            ("promises", """{"date":"2026-03-01","words":"Too late."}""", "datePast"),
            ("promises/17/keep", null, "noPromise"),
            ("close", """{"outcome":"notOurs"}""", "outcomeWords"),
            ("merge", $$"""{"into":"{{about.Reference}}"}""", "mergeItself"),
        })
        {
            await program.PostAsync($"{cases}/{path}", body, HttpStatusCode.UnprocessableEntity);
            (program.Code, program.Json["reason"]!.GetValue<string>()).ShouldBe(("refused", reason), path);
        }

        (await app.NowAsync(about)).Version.ShouldBe(before);
    }

    [Theory]
    [InlineData("close", """{"outcome":"duplicate"}""", "outcome")]
    [InlineData("close", """{"outcome":"withdrawn"}""", "outcome")]
    [InlineData("contacts", """{"channel":"api"}""", "channel")]
    [InlineData("contacts", """{"channel":"phone","colour":"red"}""", "colour")]
    [InlineData("contacts", """{"channel":"phone","incoming":"perhaps"}""", "incoming")]
    [InlineData("promises", """{"date":"tomorrow","words":"x"}""", "date")]
    [InlineData("visits", """{}""", "done")]
    [InlineData("merge", """{"into":"?"}""", "into")]
    public async Task What_cannot_be_read_is_an_error_at_its_field(string path, string body, string field)
    {
        await using var app = await KeptApp.StartAsync();
        using var program = await ApiProgram.OfMiraAsync(app);
        var about = await app.ReceiveAsync();

        await program.PostAsync($"/api/v1/cases/{about.Reference}/{path}", body, HttpStatusCode.BadRequest);

        program.Json["errors"]!.AsObject().Select(error => error.Key).ShouldBe([field]);
    }

    [Fact]
    public async Task Bodies_that_are_no_json_object_or_too_large_are_refused()
    {
        await using var app = await KeptApp.StartAsync();
        using var program = await ApiProgram.OfMiraAsync(app);
        var notes = $"/api/v1/cases/{(await app.ReceiveAsync()).Reference}/notes";

        foreach (var body in new[] { "[]", "{", "7", "\"words\"", """{"words":"a","words":"b"}""", """{"words":"a\u0000b"}""", """{"words":"\ud800"}""", """{"more":[{"words":"\u0000"}]}""", new string('[', 10_000) })
        {
            await program.PostAsync(notes, body, HttpStatusCode.BadRequest);
            program.Code.ShouldBe("no-json");
        }

        await program.PostAsync(notes, $$"""{"words":"{{new string('x', 300_000)}}"}""", HttpStatusCode.RequestEntityTooLarge);
        var torn = new HttpRequestMessage(HttpMethod.Post, notes.Replace("/notes", "/information", StringComparison.Ordinal)) { Content = new StringContent("--b\r\nno form") };
        torn.Content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        torn.Headers.Add("Idempotency-Key", "torn");
        await program.SendAsync(torn, HttpStatusCode.BadRequest);
        program.Code.ShouldBe("no-form");
    }

    [Theory, Databases]
    public async Task A_change_on_an_older_version_is_refused_with_both_versions(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var program = await ApiProgram.OfMiraAsync(app);
        using var other = await ApiProgram.OfAsync(app, await app.AddColleagueAsync("Tom Okafor", StaffRole.Lead));
        var about = await app.ReceiveAsync();
        var cases = $"/api/v1/cases/{about.Reference}";
        await program.GetAsync(cases);
        var seen = program.Answer.Headers.ETag!.ToString();
        await other.PostAsync($"{cases}/take", ifMatch: seen);

        await program.PostAsync($"{cases}/take", expected: HttpStatusCode.PreconditionFailed, ifMatch: seen);

        program.Code.ShouldBe("changed-meanwhile");
        program.Json["yourVersion"]!.GetValue<int>().ShouldBe(program.Json["currentVersion"]!.GetValue<int>() - 1);
        program.Json["current"]!["owner"]!.GetValue<string>().ShouldBe("Tom Okafor");
        (await app.NowAsync(about)).OwnerId.ShouldNotBeNull();
        await program.PostAsync($"{cases}/take", ifMatch: program.Answer.Headers.ETag!.ToString());
        foreach (var tag in new[] { "W/\"3\"", "\"x\"", "\"99\"" })
        {
            await program.PostAsync($"{cases}/close", """{"outcome":"fixed","words":"x"}""", HttpStatusCode.PreconditionFailed, ifMatch: tag);
        }
    }

    [Fact]
    public async Task Photos_come_with_a_visit_and_can_be_read_again()
    {
        await using var app = await KeptApp.StartAsync();
        using var program = await ApiProgram.OfMiraAsync(app);
        var about = await app.ReceiveAsync();
        var cases = $"/api/v1/cases/{about.Reference}";
        var photo = Kept.Tests.Files.Sample.Bytes("picture.png");

        using (var form = FormOf(("done", "true"), photo, "proof.png"))
        {
            await program.PostFormAsync($"{cases}/visits", form, key: "visit");
        }

        using (var again = FormOf(("done", "true"), photo, "proof.png"))
        {
            await program.PostFormAsync($"{cases}/visits", again, key: "visit");
            program.Answer.Headers.GetValues("Idempotency-Replayed").Single().ShouldBe("true");
        }

        var file = (await program.GetAsync(cases)).Json["files"]!.AsArray().ShouldHaveSingleItem()!;
        file["purpose"]!.GetValue<string>().ShouldBe("proof");
        await program.GetAsync(file["href"]!.GetValue<string>());
        program.Answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        (await program.Answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length.ShouldBe(file["size"]!.GetValue<int>());

        using var wrong = FormOf(("channel", "phone"), [0x4D, 0x5A, 0x90, 0, 3, 0, 0, 0], "photo.png");
        await program.PostFormAsync($"{cases}/information", wrong, HttpStatusCode.BadRequest);
        program.Json["errors"]!["files"].ShouldNotBeNull();
        using var uncalled = FormOf(("words", "x"), photo, "photo.png");
        await program.PostFormAsync($"{cases}/notes", uncalled, HttpStatusCode.UnsupportedMediaType);
    }

    private static MultipartFormDataContent FormOf((string Name, string Value) field, byte[] file, string name) => new()
    {
        { new StringContent(field.Value), field.Name },
        { new ByteArrayContent(file), "files", name },
    };
}
