using Kept.Cases;
using Kept.Cases.CloseCase;
using Kept.Cases.MergeCase;
using Kept.Cases.ReopenCase;
using Kept.Domain.Cases;
using Kept.Domain.Partners;
using Kept.Files;
using Kept.Forwarding;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Tests.Desk;
using Kept.Tests.Files;
using Kept.Tests.Open311;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Forwarding;

/// <summary>What we decide about a case is told to whoever works on it.</summary>
public sealed class TellDecisionsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Closing_opening_again_merging_and_undoing_that_each_go_with_a_status_and_public_words(Database database)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(database, options => other.Configure(options));
        var (reference, by) = await WithThemAsync(app);
        var into = (await app.ReceiveAsync()).Reference;
        await CloseAsync(app, reference, by, Outcome.NotOurs, "Ask the water company.");
        await ReopenAsync(app, reference, by, "It is ours after all.");
        await app.WithAsync<MergeCase>(merge => merge.HandleAsync(new MergeCaseInput(reference, null, by, into), Cancel));
        await app.WithAsync<UnmergeCase>(undo => undo.HandleAsync(new UnmergeCaseInput(reference, null, by), Cancel));
        await CloseAsync(app, reference, by, Outcome.Fixed, null);
        await app.AdvanceAsync(Duration.FromMinutes(2));

        other.Told.Select(told => told["status"].ToString()).ShouldBe(["NOT_COUNCILS_RESPONSIBILITY", "REOPEN", "DUPLICATE", "REOPEN", "FIXED"]);
        other.Told.Select(told => told["description"].ToString()).ShouldBe(
        [
            "Closed: somebody else is responsible. Ask the water company.", "It is ours after all.", $"Somebody told us the same before. It goes on as {into}.",
            "It is a case of its own again.", "Closed: it is done.",
        ]);
        other.Told.ShouldAllBe(told => !told.Keys.Contains("email") && !told.ToString()!.Contains("Mira"));
        var desk = await app.SignInAsync(await app.AddColleagueAsync("Ivo Marić"));
        await desk.GoAsync($"/desk/cases/{reference}");
        foreach (var words in new[] { "Closed: somebody else is responsible", "Closed: the same as another case", "Closed: it is done", "Open again" })
        {
            desk.Page.Text.ShouldContain(words);
        }
    }

    [Theory]
    [Databases(Outcome.NotFound, "NO_FURTHER_ACTION")]
    [Databases(Outcome.NoAction, "NO_FURTHER_ACTION")]
    [Databases(Outcome.Withdrawn, "CLOSED")]
    public async Task Every_outcome_has_its_status(Database database, Outcome outcome, string status)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(database, options => other.Configure(options));
        var (reference, by) = await WithThemAsync(app);
        await CloseAsync(app, reference, by, outcome, "Nothing is there");
        await app.AdvanceAsync(Duration.FromMinutes(1));

        var told = other.Told.ShouldHaveSingleItem();
        told["status"].ToString().ShouldBe(status);
        told["description"].ToString().ShouldEndWith("Nothing is there");
    }

    [Theory, Databases]
    public async Task Whoever_said_that_it_is_done_is_not_told_that_it_is_closed_but_that_it_is_open_again(Database database)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(database, options => other.Configure(options));
        var (reference, by) = await WithThemAsync(app);
        other.Updates = Update("1", "CLOSED");
        await app.AdvanceAsync(Duration.FromHours(1));
        (await ForwardCases.ForwardAsync(app)).State.ShouldBe(ForwardState.Done);

        await CloseAsync(app, reference, by, Outcome.Fixed, "Thank you");
        await app.AdvanceAsync(Duration.FromMinutes(5));
        other.Told.ShouldBeEmpty("they closed it themselves");
        (await ForwardCases.ToldAsync(app)).ShouldBeEmpty();

        await ReopenAsync(app, reference, by, "It sinks in again");
        await app.AdvanceAsync(Duration.FromMinutes(5));
        other.Told.ShouldHaveSingleItem()["status"].ToString().ShouldBe("REOPEN");
    }

    [Theory, Databases]
    public async Task A_case_that_was_closed_before_it_left_leaves_only_when_it_is_opened_again(Database database)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(database, options => other.Configure(options));
        var reference = Reference.Parse(await ForwardCases.PotholeAsync(app));
        var by = By.Staff((await app.AddColleagueAsync("Mira Kovač")).Id);
        await CloseAsync(app, reference, by, Outcome.NotFound, null);

        await app.AdvanceAsync(Duration.FromHours(24));
        other.Taken.ShouldBeEmpty("nobody drives to what is closed");
        var desk = await app.SignInAsync(await app.AddColleagueAsync("Ivo Marić"));
        (await desk.GoAsync($"/desk/cases/{reference}")).Says("Not sent: the case was closed before.").ShouldBeTrue();

        await ReopenAsync(app, reference, by, "It is further up");
        await app.AdvanceAsync(Duration.FromHours(4));
        other.Taken.ShouldHaveSingleItem()["account_id"].ToString().ShouldBe(reference.ToString());
        (await ForwardCases.ForwardAsync(app)).State.ShouldBe(ForwardState.WithThem);
    }

    [Fact]
    public async Task A_closed_case_that_never_left_troubles_nobody()
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(options => other.Configure(options));
        await app.AddStaffAsync();
        var reference = Reference.Parse(await ForwardCases.PotholeAsync(app));
        await CloseAsync(app, reference, By.System, Outcome.Withdrawn, null);

        await app.AdvanceAsync(Duration.FromHours(76));

        other.Taken.ShouldBeEmpty();
        (await ForwardCases.ForwardAsync(app)).State.ShouldBe(ForwardState.Failed);
        (await app.ReadAsync(db => db.Messages.CountAsync(message => message.Kind == "staff-forward-failed", Cancel))).ShouldBe(0);
    }

    [Theory, Databases]
    public async Task A_close_that_waits_is_not_sent_when_they_say_meanwhile_that_it_is_done(Database database)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(database, options => other.Configure(options));
        var (reference, by) = await WithThemAsync(app);
        other.AnswerTold = context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        };
        await CloseAsync(app, reference, by, Outcome.Fixed, null);
        await app.AdvanceAsync(Duration.FromMinutes(5));
        other.Updates = Update("1", "FIXED");
        await app.AdvanceAsync(Duration.FromHours(1));
        (await ForwardCases.ForwardAsync(app)).State.ShouldBe(ForwardState.Done);

        var tried = other.Told.Count;
        other.AnswerTold = null;
        await app.AdvanceAsync(Duration.FromHours(12));

        tried.ShouldBeGreaterThan(0);
        other.Told.Count.ShouldBe(tried);
        (await ForwardCases.ToldAsync(app)).ShouldBeEmpty();
    }

    [Theory]
    [Databases("SendUpdates", "false", "")]
    [Databases("PlainStatuses", "true", "CLOSED OPEN")]
    public async Task A_server_that_takes_no_updates_is_told_nothing_and_one_that_knows_two_statuses_those(Database database, string setting, string value, string statuses)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(database, options =>
        {
            other.Configure(options);
            options.Settings[$"Forwarding:Partners:county:{setting}"] = value;
        });
        var (reference, by) = await WithThemAsync(app);
        await CloseAsync(app, reference, by, Outcome.NoAction, "Nothing is there");
        await ReopenAsync(app, reference, by, "There is");
        await app.AdvanceAsync(Duration.FromMinutes(2));

        string.Join(' ', other.Told.Select(told => told["status"].ToString())).ShouldBe(statuses);
    }

    [Theory, Databases]
    public async Task Two_councils_on_Kept_see_the_photos_of_each_other(Database database)
    {
        await using var county = await KeptApp.StartAsync(database, options => options.Settings["Outside:InsideHosts:0"] = "127.0.0.1");
        using var key = await PartnerClient.OfAsync(county);
        await using var town = await KeptApp.StartAsync(database, options => TellPartnersTests.GiveTo(options, county, key.Key!));
        var (reference, by) = await WithThemAsync(town);
        await CloseAsync(town, reference, by, Outcome.NotFound, "Gone");
        await county.AdvanceAsync(Duration.FromMinutes(5));
        await town.AdvanceAsync(Duration.FromMinutes(5));
        var theirs = await county.ReadAsync(db => db.Cases.SingleAsync(Cancel));
        theirs.IsClosed.ShouldBeFalse("closing their case is theirs");
        (await county.ReadAsync(db => db.CaseEvents.SingleAsync(entry => entry.Kind == EventKind.InformationAdded, Cancel))).Words.ShouldBe("Closed: it could not be found. Gone");

        StoredFile[] proof = [await county.TakeAsync(theirs.Id, "photo.jpg", FilePurpose.Proof), await county.TakeAsync(theirs.Id, "picture.png", FilePurpose.Proof)];
        await county.WithAsync<CloseCase>(close => close.HandleAsync(new CloseCaseInput(theirs.Reference, null, By.System, Outcome.Fixed, "Filled", proof), Cancel));
        await county.AdvanceAsync(Duration.FromMinutes(40));
        await town.AdvanceAsync(Duration.FromMinutes(40));

        var arrived = await town.ReadAsync(db => db.Set<StoredFile>().ToListAsync(Cancel));
        arrived.ShouldAllBe(file => file.Purpose == FilePurpose.Partner && !file.IsPublic);
        arrived.Select(file => file.Hash).ShouldBe(proof.Select(file => file.Hash), ignoreOrder: true);
        (await ForwardCases.ToldAsync(town)).Select(update => update.Status).ShouldBe([WorkStatus.NoFurtherAction], "what they said does not go back to them");
        (await town.ReadAsync(db => db.Set<ForwardUpdate>().ToListAsync(Cancel))).ShouldContain(update => update.Status == WorkStatus.Fixed);
    }

    private static async Task<(Reference Reference, By By)> WithThemAsync(KeptApp app)
    {
        var reference = Reference.Parse(await ForwardCases.PotholeAsync(app));
        await app.RunDueWorkAsync();
        (await ForwardCases.ForwardAsync(app)).State.ShouldBe(ForwardState.WithThem);
        return (reference, By.Staff((await app.AddColleagueAsync("Mira Kovač")).Id));
    }

    private static Task CloseAsync(KeptApp app, Reference reference, By by, Outcome outcome, string? words) => app.WithAsync<CloseCase>(
        close => close.HandleAsync(new CloseCaseInput(reference, null, by, outcome, words), Cancel));

    private static Task ReopenAsync(KeptApp app, Reference reference, By by, string words) => app.WithAsync<ReopenCase>(
        reopen => reopen.HandleAsync(new ReopenCaseInput(reference, null, by, words), Cancel));

    private static string Update(string id, string status) => $"""
        <service_requests_updates><request_update><update_id>{id}</update_id><service_request_id>101</service_request_id><status>{status}</status>
        <updated_datetime>2026-03-02T09:05:00Z</updated_datetime></request_update></service_requests_updates>
        """;
}
