using System.Net;
using Kept.Api;
using Kept.Keys;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Tests.Desk.Api;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Administration;

/// <summary>Keys that are made, listed and ended with a key.</summary>
public sealed class KeysByKeyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task A_partner_gets_a_key_whose_text_is_kept_nowhere_and_which_ends_at_once(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var program = await app.OfHannaAsync();
        await program.PostAsync("/api/v1/admin/partners", """{"name":"Neighbourly","mail":"it@neighbourly.example"}""", HttpStatusCode.Created);
        var partner = program.Field("id");
        var wanted = $$"""{"partner":"{{partner}}","label":"Map","rights":["open311Read"],"perMinute":30,"lastDay":"2026-12-31"}""";

        await program.PostAsync("/api/v1/admin/keys", wanted, HttpStatusCode.Created, key: "k");

        var (text, id) = (program.Field("text"), program.Field("id"));
        using var theirs = ApiProgram.With(app, text);
        await theirs.GetAsync("/api/v1/me");
        theirs.Field("partner").ShouldBe("Neighbourly");
        await program.GetAsync("/api/v1/admin/keys");
        program.Text.ShouldNotContain(text);
        program.Json["keys"]!.AsArray().Select(key => key!["label"]!.GetValue<string>()).ShouldBe(["Test", "Map"]);
        await program.DeleteAsync($"/api/v1/admin/keys/{id}");
        await program.DeleteAsync($"/api/v1/admin/keys/{id}");
        await theirs.GetAsync("/api/v1/me", HttpStatusCode.Unauthorized);
        (await program.GetAsync($"/api/v1/admin/keys/{id}")).Field("state").ShouldBe("revoked");
    }

    /// <summary>A lost answer must not leave a key that nobody has, and what is kept for the retry must not be a key either.</summary>
    [Theory, Databases]
    public async Task A_retry_gets_the_same_key_and_whoever_reads_the_database_gets_none(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var program = await app.OfHannaAsync();
        const string Wanted = """{"label":"Wall","rights":["readCases"],"perMinute":30,"lastDay":null}""";
        await program.PostAsync("/api/v1/account/keys", Wanted, HttpStatusCode.Created, key: "k");
        var first = program.Text;

        await app.RestartAsync();
        await program.PostAsync("/api/v1/account/keys", Wanted, HttpStatusCode.Created, key: "k");

        program.Text.ShouldBe(first);
        program.Answer.Headers.GetValues("Idempotency-Replayed").Single().ShouldBe("true");
        (await app.ReadAsync(db => db.Set<AccessKey>().CountAsync(key => key.Label == "Wall", Cancellation))).ShouldBe(1);
        var kept = (await app.ReadAsync(db => db.Set<ApiAnswer>().SingleAsync(Cancellation))).Body;
        kept.ShouldNotContain("kept_");
        AnswerSeal.IsClosed(kept).ShouldBeTrue();
        Should.Throw<System.Security.Cryptography.CryptographicException>(() => new AnswerSeal(KeyText.NewRandom().Reveal(), "k").Open(kept));
    }

    [Theory, Databases]
    public async Task A_key_makes_none_that_may_do_more_or_ends_later_than_it_does_itself(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var mira = await app.AddColleagueAsync("Mira Kovač");
        var made = await app.MakeKeyAsync(mira.ToIdentity(), new NewKey(
            null, mira.Id, "Narrow", KeyRights.ManageAccount | KeyRights.ReadCases, 60, KeptApp.UsualStart + Duration.FromDays(30)));
        using var narrow = ApiProgram.With(app, made.Text.Reveal());

        await narrow.PostAsync("/api/v1/account/keys", """{"label":"More","rights":["readCases","workOnCases"],"perMinute":30,"lastDay":"2026-03-20"}""", HttpStatusCode.BadRequest);
        narrow.Json["errors"]!.AsObject().Select(field => field.Key).ShouldBe(["rights"]);
        foreach (var end in new[] { "null", "\"2026-04-20\"" })
        {
            await narrow.PostAsync("/api/v1/account/keys", $$"""{"label":"Longer","rights":["readCases"],"perMinute":30,"lastDay":{{end}}}""", HttpStatusCode.BadRequest);
            narrow.Json["errors"]!.AsObject().Select(field => field.Key).ShouldBe(["expires"]);
        }

        await narrow.PostAsync("/api/v1/account/keys", """{"label":"Less","rights":["readCases"],"perMinute":30,"lastDay":"2026-03-20"}""", HttpStatusCode.Created);
        await narrow.PostAsync("/api/v1/account/keys", """{"label":"x","rights":["open311Read"],"perMinute":30}""", HttpStatusCode.BadRequest);
        await narrow.PostAsync("/api/v1/account/keys", """{"label":"x","rights":["everything"],"perMinute":30}""", HttpStatusCode.BadRequest);
        (await app.ReadAsync(db => db.Set<AccessKey>().CountAsync(Cancellation))).ShouldBe(2);
        await app.RunDueWorkAsync();
        app.Mailbox.To(mira.Mail).Count.ShouldBe(2, "she hears of both keys, however they were made");
    }

    [Theory, Databases]
    public async Task Keys_of_others_are_nobody_elses_business(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var hanna = await app.OfHannaAsync();
        using var mira = await ApiProgram.OfMiraAsync(app);
        await hanna.GetAsync("/api/v1/account/keys");
        var hers = hanna.Json["keys"]![0]!["id"]!.GetValue<string>();
        await mira.GetAsync("/api/v1/account/keys");
        var own = mira.Json["keys"]![0]!["id"]!.GetValue<string>();
        mira.Json["keys"]!.AsArray().Count.ShouldBe(1);

        await mira.DeleteAsync($"/api/v1/account/keys/{hers}", HttpStatusCode.NotFound);
        await hanna.DeleteAsync($"/api/v1/account/keys/{own}", HttpStatusCode.NotFound);
        await hanna.PostAsync("/api/v1/admin/keys", """{"partner":"17","label":"x","rights":["open311Read"],"perMinute":1}""", HttpStatusCode.NotFound);
        await hanna.DeleteAsync("/api/v1/admin/keys/17", HttpStatusCode.NotFound);
        await hanna.DeleteAsync($"/api/v1/admin/keys/{own}");
        await mira.GetAsync("/api/v1/me", HttpStatusCode.Unauthorized);
    }
}
