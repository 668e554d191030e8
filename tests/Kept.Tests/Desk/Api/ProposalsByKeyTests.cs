using System.Net;
using Kept.Cases;
using Kept.Domain.Cases;
using Kept.Forwarding;
using Kept.Keys;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Tests.Forwarding;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Desk.Api;

/// <summary>Words that one program proposes and another uses for a person, and cases that a partner did not take.</summary>
public sealed class ProposalsByKeyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task What_is_proposed_waits_until_it_is_used_in_other_words_or_discarded(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var mira = await app.AddColleagueAsync("Mira Kovač");
        using var assistant = await ApiProgram.OfAsync(app, mira, KeyRights.ReadCases | KeyRights.Propose);
        using var program = await ApiProgram.OfAsync(app, mira);
        var about = await app.ReceiveAsync();
        var at = $"/api/v1/cases/{about.Reference}";
        await assistant.PostAsync($"{at}/proposals", """{"kind":"message","words":"We come on Friday."}""", key: "k");
        await assistant.PostAsync($"{at}/proposals", """{"kind":"message","words":"We come on Friday."}""", key: "k");
        await assistant.PostAsync($"{at}/proposals", """{"kind":"note","words":"Ring before nine."}""");
        (await app.EventsAsync(about)).ShouldNotContain(line => line.Kind == EventKind.Messaged || line.Kind == EventKind.Noted);

        await program.GetAsync($"{at}/proposals");
        var proposals = program.Json["proposals"]!.AsArray();
        proposals.Select(proposal => proposal!["kind"]!.GetValue<string>()).ShouldBe(["message", "note"]);
        (await program.GetAsync(at)).Json["proposals"]!.AsArray().Count.ShouldBe(2);
        var (message, note) = (proposals[0]!["id"]!.GetValue<string>(), proposals[1]!["id"]!.GetValue<string>());
        await assistant.PostAsync($"{at}/proposals/{message}/use", """{"words":"x"}""", HttpStatusCode.Forbidden);
        await assistant.PostAsync($"{at}/proposals/{message}/discard", expected: HttpStatusCode.Forbidden);
        await program.PostAsync($"{at}/proposals/{message}/use", """{"words":"We come on Friday morning."}""");
        await program.PostAsync($"{at}/proposals/{message}/use", """{"words":"Again."}""", HttpStatusCode.UnprocessableEntity);
        program.Json["reason"]!.GetValue<string>().ShouldBe("proposalGone");
        await program.PostAsync($"{at}/proposals/{note}/discard");

        (await app.EventsAsync(about)).Single(line => line.Kind == EventKind.Messaged).Words.ShouldBe("We come on Friday morning.");
        (await app.ReadAsync(db => db.Set<Proposal>().OrderBy(proposal => proposal.Id).Select(proposal => proposal.Used).ToListAsync(Cancellation))).ShouldBe([true, false]);
    }

    [Theory]
    [InlineData("en", "send it in your name", "save it as a note of your own")]
    [InlineData("de", "senden Sie ihn in Ihrem Namen", "speichern Sie ihn als Ihre Notiz")]
    [InlineData("hr", "pošaljite u svoje ime", "spremite kao svoju bilješku")]
    [InlineData("hu", "küldje el a saját nevében", "mentse saját jegyzetként")]
    public async Task The_page_asks_to_send_a_message_and_to_save_a_note(string language, string send, string save)
    {
        await using var app = await KeptApp.StartAsync();
        using var program = await ApiProgram.OfMiraAsync(app);
        var about = await app.ReceiveAsync();
        var desk = await app.SignInAsync(await app.AddColleagueAsync("Tom Okafor", language: language));
        await program.PostAsync($"/api/v1/cases/{about.Reference}/proposals", """{"kind":"note","words":"Ring before nine."}""");

        var page = await desk.GoAsync($"/desk/cases/{about.Reference}");
        page.Says(save).ShouldBeTrue();
        page.Says(send).ShouldBeFalse("a note is sent to nobody");
        await program.PostAsync($"/api/v1/cases/{about.Reference}/proposals", """{"kind":"message","words":"We come on Friday."}""");
        (await desk.GoAsync($"/desk/cases/{about.Reference}")).Says(send).ShouldBeTrue();
    }

    [Fact]
    public async Task A_proposal_of_another_case_is_a_stranger_here_and_reading_is_not_proposing()
    {
        await using var app = await KeptApp.StartAsync();
        using var program = await ApiProgram.OfMiraAsync(app);
        using var reader = await ApiProgram.OfAsync(app, await app.AddColleagueAsync("Tom Okafor"), KeyRights.ReadCases | KeyRights.WorkOnCases);
        var (mine, other) = (await app.ReceiveAsync(), await app.ReceiveAsync());
        await program.PostAsync($"/api/v1/cases/{other.Reference}/proposals", """{"kind":"note","words":"x"}""");
        var foreign = await app.ReadAsync(db => db.Set<Proposal>().Select(proposal => proposal.Id).SingleAsync(Cancellation));

        await program.PostAsync($"/api/v1/cases/{mine.Reference}/proposals/{foreign}/discard", expected: HttpStatusCode.UnprocessableEntity);
        await program.PostAsync($"/api/v1/cases/{mine.Reference}/proposals/{foreign}/use", """{"words":"x"}""", HttpStatusCode.UnprocessableEntity);
        await program.PostAsync($"/api/v1/cases/{mine.Reference}/proposals", """{"kind":"promise","words":"x"}""", HttpStatusCode.BadRequest);
        await reader.PostAsync($"/api/v1/cases/{mine.Reference}/proposals", """{"kind":"note","words":"x"}""", HttpStatusCode.Forbidden);
        await program.GetAsync("/api/v1/cases/2222-2222/proposals", HttpStatusCode.NotFound);

        (await app.ReadAsync(db => db.Set<Proposal>().SingleAsync(Cancellation))).DecidedAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_case_that_did_not_reach_a_partner_is_sent_again()
    {
        await using var other = await OtherServer.StartAsync();
        other.Takes = false;
        (other.Post, other.ListBroken) = (context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        }, true);
        await using var app = await KeptApp.StartAsync(options => other.Configure(options));
        var at = $"/api/v1/cases/{await ForwardCases.PotholeAsync(app)}";
        await app.RunDueWorkAsync();
        await app.AdvanceAsync(Duration.FromHours(76));
        (other.Takes, other.Post, other.ListBroken) = (true, null, false);
        using var program = await ApiProgram.OfMiraAsync(app);
        var forward = (await program.GetAsync(at)).Json["forwards"]!.AsArray().ShouldHaveSingleItem()!;
        forward["state"]!.GetValue<string>().ShouldBe("failed");

        await program.PostAsync($"{at}/forwards/{forward["id"]}/retry", key: "k");
        await program.PostAsync($"{at}/forwards/{forward["id"]}/retry", key: "k");
        await program.PostAsync($"{at}/forwards/17/retry", expected: HttpStatusCode.UnprocessableEntity);
        await app.RunDueWorkAsync();

        (await ForwardCases.ForwardAsync(app)).State.ShouldBe(ForwardState.WithThem);
    }
}
