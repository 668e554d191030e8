using System.Net;
using Kept.Api;
using Kept.Api.ForgetAnswers;
using Kept.Cases;
using Kept.Cases.ForgetSubmissionKeys;
using Kept.Domain.Cases;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Tests.Open311;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Desk.Api;

/// <summary>A program that got no answer sends the same again, and nothing is done twice.</summary>
public sealed class RetriesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task The_same_key_gets_the_first_answer_for_a_day_also_after_a_restart(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var program = await ApiProgram.OfMiraAsync(app);
        var about = await app.ReceiveAsync();
        var notes = $"/api/v1/cases/{about.Reference}/notes";
        await program.PostAsync(notes, """{"words":"Once"}""", key: "k");
        var (first, tag) = (program.Text, program.Answer.Headers.ETag!.ToString());

        await program.PostAsync($"/api/v1/cases/{about.Reference}/take");
        await app.RestartAsync();
        await app.AdvanceAsync(Duration.FromHours(23));
        await program.PostAsync(notes, """{"words":"Once"}""", key: "k");

        (program.Text, program.Answer.Headers.ETag!.ToString()).ShouldBe((first, tag));
        program.Answer.Headers.GetValues("Idempotency-Replayed").Single().ShouldBe("true");
        (await NotesAsync(app, about)).ShouldBe(1);

        await app.AdvanceAsync(Duration.FromHours(2));
        (await app.ReadAsync(db => db.Set<ApiAnswer>().CountAsync(Cancellation))).ShouldBe(0);
        await program.PostAsync(notes, """{"words":"Once"}""", key: "k");
        (await NotesAsync(app, about)).ShouldBe(2);
    }

    [Fact]
    public async Task A_key_with_another_request_is_refused()
    {
        await using var app = await KeptApp.StartAsync();
        using var program = await ApiProgram.OfMiraAsync(app);
        var (about, other) = (await app.ReceiveAsync(), await app.ReceiveAsync());
        await program.PostAsync($"/api/v1/cases/{about.Reference}/notes", """{"words":"Once"}""", key: "k");

        await program.PostAsync($"/api/v1/cases/{about.Reference}/notes", """{"words":"Twice"}""", HttpStatusCode.UnprocessableEntity, key: "k");
        program.Code.ShouldBe("key-reused");
        await program.PostAsync($"/api/v1/cases/{other.Reference}/notes", """{"words":"Once"}""", HttpStatusCode.UnprocessableEntity, key: "k");
        await program.PostAsync($"/api/v1/cases/{about.Reference}/messages", """{"words":"Once"}""", HttpStatusCode.UnprocessableEntity, key: "k");
        (await NotesAsync(app, other)).ShouldBe(0);
    }

    /// <summary>Nothing was done under the key, so it belongs to no request yet.</summary>
    [Theory, Databases]
    public async Task What_was_refused_is_decided_again_and_may_come_corrected_under_the_same_key(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var program = await ApiProgram.OfMiraAsync(app);
        var about = await app.ReceiveAsync();
        var notes = $"/api/v1/cases/{about.Reference}/notes";

        await program.PostAsync(notes, """{"words":""}""", HttpStatusCode.UnprocessableEntity, key: "k");
        await program.PostAsync(notes, """{"word":"Once"}""", HttpStatusCode.BadRequest, key: "k");
        await program.PostAsync($"/api/v1/cases/{about.Reference}/take", expected: HttpStatusCode.PreconditionFailed, key: "stale", ifMatch: "\"999\"");
        (await app.ReadAsync(db => db.Set<ApiAnswer>().CountAsync(Cancellation))).ShouldBe(0);
        await program.PostAsync(notes, """{"words":"Once"}""", key: "k");

        (await NotesAsync(app, about)).ShouldBe(1);
    }

    [Fact]
    public async Task Keys_of_one_program_are_not_those_of_another()
    {
        await using var app = await KeptApp.StartAsync();
        using var mira = await ApiProgram.OfMiraAsync(app);
        using var tom = await ApiProgram.OfAsync(app, await app.AddColleagueAsync("Tom Okafor"));
        var about = await app.ReceiveAsync();

        await mira.PostAsync($"/api/v1/cases/{about.Reference}/notes", """{"words":"Mine"}""", key: "1");
        await tom.PostAsync($"/api/v1/cases/{about.Reference}/notes", """{"words":"Mine"}""", key: "1");

        tom.Answer.Headers.Contains("Idempotency-Replayed").ShouldBeFalse();
        (await NotesAsync(app, about)).ShouldBe(2);
    }

    [Theory, Databases]
    public async Task The_same_request_many_times_at_once_is_done_once(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var program = await ApiProgram.OfMiraAsync(app);
        var about = await app.ReceiveAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            program.SendRawAsync($"/api/v1/cases/{about.Reference}/messages", """{"words":"We come on Friday."}""", "same")));

        answers.Select(answer => answer.StatusCode).ShouldBeSubsetOf([HttpStatusCode.OK, HttpStatusCode.Conflict]);
        answers.ShouldContain(answer => answer.StatusCode == HttpStatusCode.OK);
        (await app.EventsAsync(about)).Count(line => line.Kind == EventKind.Messaged).ShouldBe(1);
        await program.PostAsync($"/api/v1/cases/{about.Reference}/messages", """{"words":"We come on Friday."}""", key: "same");
        program.Answer.Headers.Contains("Idempotency-Replayed").ShouldBeTrue();
    }

    [Theory, Databases]
    public async Task A_second_request_with_the_same_key_while_the_first_is_worked_on_is_told_so(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var program = await ApiProgram.OfMiraAsync(app);
        var about = await app.ReceiveAsync();
        var underWay = app.Services.GetRequiredService<RequestsUnderWay>();
        var keyId = await app.ReadAsync(db => db.Set<Kept.Keys.AccessKey>().Select(key => key.Id).SingleAsync(Cancellation));

        using (underWay.Enter(new RequestKey($"key:{keyId}", "k", "", new AnswerSeal("", "k"))))
        {
            await program.PostAsync($"/api/v1/cases/{about.Reference}/notes", """{"words":"Once"}""", HttpStatusCode.Conflict, key: "k");
            program.Code.ShouldBe("key-in-use");
        }

        await program.PostAsync($"/api/v1/cases/{about.Reference}/notes", """{"words":"Once"}""", key: "k");
        (await NotesAsync(app, about)).ShouldBe(1);
    }

    [Fact]
    public async Task Every_change_needs_a_key()
    {
        await using var app = await KeptApp.StartAsync();
        using var program = await ApiProgram.OfMiraAsync(app);
        var about = await app.ReceiveAsync();

        await program.PostAsync($"/api/v1/cases/{about.Reference}/take", expected: HttpStatusCode.BadRequest, key: new string('k', 201));
        program.Code.ShouldBe("no-key");
        (await app.NowAsync(about)).OwnerId.ShouldBeNull();
    }

    [Theory, Databases]
    public async Task Keys_of_reports_are_forgotten_those_of_programs_and_partners_after_a_day(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var client = app.Client();
        using var partner = await PartnerClient.OfAsync(app);
        await Kept.Tests.Cases.ApiReports.SendAsync(client, 1, Cancellation);
        await partner.SendAsync(PartnerClient.Mattress());
        (await app.ReadAsync(db => db.Set<IdempotencyRecord>().CountAsync(Cancellation))).ShouldBe(2);

        await app.AdvanceAsync(ForgetSubmissionKeys.Age - Duration.FromMinutes(1));
        (await app.ReadAsync(db => db.Set<IdempotencyRecord>().CountAsync(Cancellation))).ShouldBe(2);
        await app.AdvanceAsync(Duration.FromMinutes(1));
        (await app.ReadAsync(db => db.Set<IdempotencyRecord>().CountAsync(Cancellation))).ShouldBe(0);
        ForgetAnswers.Age.ShouldBe(ForgetSubmissionKeys.Age);
        ForgetSubmissionKeys.AgeOfDrafts.ShouldBeGreaterThan(Kept.Reports.SweepDrafts.SweepDrafts.Age, "a draft that can still be sent has to be recognised");
    }

    private static async Task<int> NotesAsync(KeptApp app, Kept.Domain.Cases.Case about) => (await app.EventsAsync(about)).Count(line => line.Kind == EventKind.Noted);
}
