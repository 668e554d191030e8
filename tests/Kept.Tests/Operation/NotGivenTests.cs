using System.Net;
using Kept.Cases;
using Kept.Cases.CloseCase;
using Kept.Domain.Cases;
using Kept.Forwarding;
using Kept.Operation.GiveAgain;
using Kept.Staff;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Tests.Administration;
using Kept.Tests.Forwarding;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Operation;

/// <summary>What partners did not take, before those who look after the program.</summary>
public sealed class NotGivenTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task An_update_that_was_refused_is_counted_shown_and_tried_again(Database database)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(database, options => other.Configure(options));
        var reference = await RefusedAsync(app, other);
        var desk = await app.SignInAsync(await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator, team: null));

        var page = await desk.GoAsync("/desk/status");
        foreach (var words in new[] { "1 case or update did not reach a partner", "What partners did not take", "County Highways", "An update", "No updates please" })
        {
            page.Says(words).ShouldBeTrue(words);
        }

        other.AnswerTold = null;
        (await desk.PressAsync("Try all of it again")).Says("1 case or update is tried again.").ShouldBeTrue();
        await app.AdvanceAsync(Duration.FromMinutes(1));

        (await ForwardCases.ToldAsync(app)).ShouldHaveSingleItem().State.ShouldBe(OwnUpdateState.Taken);
        (await desk.GoAsync("/desk/status")).Says("What partners did not take").ShouldBeFalse();
        page.Says(reference).ShouldBeTrue();
    }

    [Theory, Databases]
    public async Task A_case_that_was_refused_is_shown_until_it_is_closed(Database database)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(database, options => other.Configure(options));
        other.Takes = false;
        other.Post = context => RefuseAsync(context, "No such service");
        var reference = await ForwardCases.PotholeAsync(app);
        await app.RunDueWorkAsync();
        using var program = await app.OfHannaAsync();

        await program.GetAsync("/api/v1/admin/status");
        var one = program.Json["notGiven"]!.AsArray().ShouldHaveSingleItem()!;
        (one["reference"]!.GetValue<string>(), one["partner"]!.GetValue<string>(), one["isUpdate"]!.GetValue<bool>(), one["answer"]!.GetValue<string>())
            .ShouldBe((reference, "County Highways", false, "No such service"));
        await program.PostAsync($"/api/v1/admin/forwards/{one["id"]!.GetValue<string>()}/retry");
        program.Json["count"]!.GetValue<int>().ShouldBe(1);
        await program.PostAsync($"/api/v1/admin/forwards/{one["id"]!.GetValue<string>()}/retry");
        program.Json["count"]!.GetValue<int>().ShouldBe(0, "it is on its way");
        await app.RunDueWorkAsync();
        (await program.GetAsync("/api/v1/admin/status")).Json["notGiven"]!.AsArray().Count.ShouldBe(1, "refused again");

        await app.WithAsync<CloseCase>(close => close.HandleAsync(new CloseCaseInput(Reference.Parse(reference), null, By.System, Outcome.Fixed, null), Cancel));
        (await program.GetAsync("/api/v1/admin/status")).Json["notGiven"]!.AsArray().ShouldBeEmpty();
        await program.PostAsync("/api/v1/admin/forwards/retry");
        program.Json["count"]!.GetValue<int>().ShouldBe(0);
    }

    [Theory, Databases]
    public async Task A_word_of_more_than_thirty_days_ago_is_on_the_case_alone(Database database)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(database, options => other.Configure(options));
        await RefusedAsync(app, other);
        using var program = await app.OfHannaAsync();
        (await program.GetAsync("/api/v1/admin/status")).Json["notGiven"]!.AsArray().Count.ShouldBe(1);

        await app.AdvanceAsync(Duration.FromDays(31));

        (await program.GetAsync("/api/v1/admin/status")).Json["notGiven"]!.AsArray().ShouldBeEmpty();
        (await ForwardCases.ToldAsync(app)).ShouldHaveSingleItem().State.ShouldBe(OwnUpdateState.Failed);
    }

    [Fact]
    public async Task Others_than_administrators_set_nothing_going()
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(options => other.Configure(options));
        await RefusedAsync(app, other);
        var lead = await app.AddColleagueAsync("Mira Kovač", StaffRole.Lead);

        await app.WithAsync<GiveAgain>(async give =>
            (await give.HandleAsync(new StaffIdentity(lead.Id, "Mira", StaffRole.Lead, null, "en"), null, Cancel)).ShouldBeOfType<GiveAgainOutcome.MayNot>());
        var desk = await app.SignInAsync(lead);
        await desk.GoAsync("/desk/status", HttpStatusCode.Forbidden);

        (await ForwardCases.ToldAsync(app)).ShouldHaveSingleItem().State.ShouldBe(OwnUpdateState.Failed);
    }

    /// <summary>A pothole that the partner has, and an update that they did not want.</summary>
    private static async Task<string> RefusedAsync(KeptApp app, OtherServer other)
    {
        var reference = await ForwardCases.PotholeAsync(app);
        await app.RunDueWorkAsync();
        other.AnswerTold = context => RefuseAsync(context, "No updates please");
        await ForwardCases.AddAsync(app, Reference.Parse(reference), "It is deeper now");
        await app.AdvanceAsync(Duration.FromMinutes(1));
        (await ForwardCases.ToldAsync(app)).ShouldHaveSingleItem().State.ShouldBe(OwnUpdateState.Failed);
        return reference;
    }

    private static Task RefuseAsync(HttpContext context, string words)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return context.Response.WriteAsync($"<errors><error><code>400</code><description>{words}</description></error></errors>");
    }
}
