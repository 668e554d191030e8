using System.Net;
using Kept.Cases;
using Kept.Cases.CloseCase;
using Kept.Cases.RecordVisit;
using Kept.Domain.Cases;
using Kept.Domain.Partners;
using Kept.Domain.Promises;
using Kept.Forwarding;
using Kept.Storage;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Tests.Open311;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Forwarding;

public sealed class FollowForwardsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task One_council_does_the_work_of_another_and_the_promise_stays_where_it_was_given(Database database)
    {
        await using var county = await KeptApp.StartAsync(database);
        using var key = await PartnerClient.OfAsync(county);
        await using var town = await KeptApp.StartAsync(database, options =>
        {
            options.Settings["Outside:InsideHosts:0"] = county.Address.Authority;
            options.Settings["Forwarding:Partners:county:Name"] = "County Highways";
            options.Settings["Forwarding:Partners:county:Address"] = $"{county.Address}open311/v2/";
            options.Settings["Forwarding:Partners:county:ApiKey"] = key.Key;
            options.Settings["Forwarding:Partners:county:Services:pothole:Code"] = "pothole";
            foreach (var question in new[] { "surface", "depth", "harm" })
            {
                options.Settings[$"Forwarding:Partners:county:Services:pothole:Attributes:{question}"] = question;
            }
        });
        await ForwardCases.PotholeAsync(town);
        await town.RunDueWorkAsync();
        var forward = await ForwardCases.ForwardAsync(town);
        forward.State.ShouldBe(ForwardState.WithThem, forward.LastAnswer);
        var theirs = Reference.Parse(forward.TheirId!);

        await BothAsync(town, county, Duration.FromDays(1));
        await county.WithAsync<RecordVisit>(visit => visit.HandleAsync(new RecordVisitInput(theirs, null, By.System, county.Now, false, "bad-weather", null), Cancel));
        await BothAsync(town, county, Duration.FromMinutes(30));
        (await town.ReadAsync(db => db.Set<ForwardUpdate>().OrderBy(update => update.Id).Select(update => update.Status).ToListAsync(Cancel)))
            .ShouldBe([WorkStatus.ActionScheduled, WorkStatus.InProgress], "they were there in vain, which ended their first step");
        (await PromisesAsync(town)).ShouldAllBe(promise => promise.State == PromiseState.Open, "what they do late is still our promise");

        await county.WithAsync<RecordVisit>(visit => visit.HandleAsync(new RecordVisitInput(theirs, null, By.System, county.Now, true, null, null), Cancel));
        await county.WithAsync<CloseCase>(close => close.HandleAsync(new CloseCaseInput(theirs, null, By.System, Outcome.Fixed, "Filled with asphalt"), Cancel));
        await BothAsync(town, county, Duration.FromHours(1));

        (await ForwardCases.ForwardAsync(town)).State.ShouldBe(ForwardState.Done);
        var about = await town.ReadAsync(db => db.Cases.Include(known => known.Stages).Include(known => known.Visits).SingleAsync(Cancel));
        about.State.ShouldBe(CaseState.Open, "closing stays with us");
        about.Stages.ShouldAllBe(stage => stage.EndedAt != null);
        about.Visits.ShouldHaveSingleItem().Done.ShouldBeTrue();
        (await PromisesAsync(town)).ShouldAllBe(promise => promise.State == PromiseState.Kept);
        var desk = await town.SignInAsync(await town.AddColleagueAsync("Mira Kovač"));
        await desk.GoAsync(await town.OnlyCaseAsync());
        desk.Page.Text.ShouldContain("County Highways says that it is done");
        desk.Page.Text.ShouldContain("Filled with asphalt");
        desk.Page.Text.ShouldContain(theirs.ToString());
    }

    [Fact]
    public async Task Updates_that_come_twice_or_are_of_others_do_nothing_twice()
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(options => other.Configure(options));
        await ForwardCases.PotholeAsync(app);
        await app.RunDueWorkAsync();
        other.Updates = """
            <service_requests_updates>
            <request_update><update_id>1</update_id><service_request_id>101</service_request_id><status>IN_PROGRESS</status><updated_datetime>2026-03-02T09:05:00Z</updated_datetime><description>A &lt;b&gt;crew&lt;/b&gt; is there</description></request_update>
            <request_update><update_id>1</update_id><service_request_id>101</service_request_id><status>IN_PROGRESS</status><updated_datetime>2026-03-02T09:05:00Z</updated_datetime><description>Again</description></request_update>
            <request_update><update_id>2</update_id><service_request_id>999</service_request_id><status>FIXED</status><updated_datetime>2026-03-02T09:06:00Z</updated_datetime></request_update>
            <request_update><update_id>3</update_id><service_request_id>101</service_request_id><status>made up</status><updated_datetime>2026-03-02T09:07:00Z</updated_datetime></request_update>
            <request_update><update_id>4</update_id><service_request_id>101</service_request_id><status>fixed</status><updated_datetime>2031-03-02T09:07:00Z</updated_datetime></request_update>
            <request_update><update_id>5</update_id><service_request_id>101</service_request_id><status>fixed</status><updated_datetime>2031-03-02T09:07:00Z</updated_datetime></request_update>
            </service_requests_updates>
            """;

        await app.AdvanceAsync(Duration.FromHours(2));

        (await app.ReadAsync(db => db.Set<ForwardUpdate>().OrderBy(update => update.UpdateId).Select(update => update.UpdateId).ToListAsync(Cancel))).ShouldBe(["1", "3", "4", "5"]);
        (await app.ReadAsync(db => db.Set<Visit>().CountAsync(Cancel))).ShouldBe(1);
        var desk = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));
        await desk.GoAsync(await app.OnlyCaseAsync());
        desk.Page.Text.ShouldContain("A <b>crew</b> is there");
    }

    [Theory]
    [InlineData("closed", ForwardStateName.Done)]
    [InlineData("NOT_COUNCILS_RESPONSIBILITY", ForwardStateName.Returned)]
    [InlineData("duplicate", ForwardStateName.Returned)]
    [InlineData("open", ForwardStateName.WithThem)]
    public async Task Where_they_know_no_updates_the_status_of_the_request_is_followed(string status, string state)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(options => other.Configure(options));
        await ForwardCases.PotholeAsync(app);
        await app.RunDueWorkAsync();
        other.Status = status;

        await app.AdvanceAsync(Duration.FromHours(26));

        (await ForwardCases.ForwardAsync(app)).State.ToString().ShouldBe(state);
        (await app.ReadAsync(db => db.Set<ForwardUpdate>().CountAsync(Cancel))).ShouldBe(state == ForwardStateName.WithThem ? 0 : 1);
        (await app.ReadAsync(db => db.Cases.SingleAsync(Cancel))).State.ShouldBe(CaseState.Open);
    }

    [Theory, Databases]
    public async Task Where_they_know_no_updates_a_request_that_is_open_again_is_heard_of(Database database)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(database, options => other.Configure(options));
        await ForwardCases.PotholeAsync(app);
        await app.RunDueWorkAsync();
        var states = new List<ForwardState>();
        foreach (var status in new[] { "closed", "open", "closed" })
        {
            (other.Status, other.StatusSince) = (status, states.Count == 0 ? "2026-03-02T09:10:00Z" : "");
            await app.AdvanceAsync(Duration.FromMinutes(40));
            states.Add((await ForwardCases.ForwardAsync(app)).State);
        }

        states.ShouldBe([ForwardState.Done, ForwardState.WithThem, ForwardState.Done]);
    }

    [Theory, Databases]
    public async Task Ninety_days_after_they_ended_it_nobody_asks_any_more(Database database)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(database, options =>
        {
            other.Configure(options);
            options.Settings["Forwarding:FollowEvery"] = "1440";
        });
        await ForwardCases.PotholeAsync(app);
        await app.RunDueWorkAsync();
        other.Status = "closed";
        await app.AdvanceAsync(Duration.FromDays(2));
        (await ForwardCases.ForwardAsync(app)).State.ShouldBe(ForwardState.Done);

        await app.WithAsync<KeptDb>(db => db.Set<Forward>().ExecuteUpdateAsync(
            set => set.SetProperty(forward => forward.TheirChangeAt, app.Now - Duration.FromDays(91)), Cancel));
        other.Asked.Clear();
        await app.AdvanceAsync(Duration.FromDays(2));

        other.Asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><u><request_update><service_request_id>101</service_request_id><status>FIXED</status><description>&a;</description></request_update></u>")]
    [InlineData("<html><body>no updates here</body></html>")]
    [InlineData("[{\"service_request_id\":\"101\",\"status\":")]
    [InlineData("")]
    public async Task Nonsense_changes_nothing(string updates)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(options => other.Configure(options));
        await ForwardCases.PotholeAsync(app);
        await app.RunDueWorkAsync();
        other.Updates = updates;

        await app.AdvanceAsync(Duration.FromHours(2));

        (await ForwardCases.ForwardAsync(app)).State.ShouldBe(ForwardState.WithThem);
        (await app.ReadAsync(db => db.Set<ForwardUpdate>().CountAsync(Cancel))).ShouldBe(0);
    }

    [Fact]
    public async Task Who_does_the_work_may_send_word_of_it_and_nobody_else_may()
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(options =>
        {
            other.Configure(options);
            options.Settings["Forwarding:Partners:county:KeyPartner"] = "County Highways";
        });
        using var county = await PartnerClient.OfAsync(app, name: "County Highways");
        using var somebody = await PartnerClient.OfAsync(app);
        var reference = await ForwardCases.PotholeAsync(app);
        await app.RunDueWorkAsync();

        await PartnerClient.ReadXmlAsync(await somebody.PostAsync("servicerequestupdates.xml", UpdatesTests.Update(reference, "w1", "FIXED", "x")), HttpStatusCode.NotFound);
        var first = await SendAsync(county, reference);
        (await SendAsync(county, reference)).ShouldBe(first);
        await PartnerClient.ReadXmlAsync(
            await county.PostAsync("servicerequestupdates.xml", UpdatesTests.Update(reference, "w1", "FIXED", "Other words")), HttpStatusCode.UnprocessableEntity);

        (await ForwardCases.ForwardAsync(app)).State.ShouldBe(ForwardState.Done);
        (await app.ReadAsync(db => db.Set<Visit>().CountAsync(Cancel))).ShouldBe(1);
        (await app.ReadAsync(db => db.Cases.SingleAsync(Cancel))).State.ShouldBe(CaseState.Open);
    }

    private static async Task<string> SendAsync(PartnerClient partner, string reference) =>
        (await PartnerClient.ReadXmlAsync(await partner.PostAsync("servicerequestupdates.xml", UpdatesTests.Update(reference, "w1", "FIXED", "Filled")), HttpStatusCode.OK))
            .Element("request_update")!.Element("update_id")!.Value;

    private static async Task BothAsync(KeptApp one, KeptApp other, Duration duration)
    {
        await other.AdvanceAsync(duration);
        await one.AdvanceAsync(duration);
    }

    private static Task<List<Promise>> PromisesAsync(KeptApp app) => app.ReadAsync(db => db.Set<Promise>().AsNoTracking().Where(promise => promise.State != PromiseState.Revised).ToListAsync(Cancel));

    private static class ForwardStateName
    {
        public const string Done = nameof(ForwardState.Done);
        public const string Returned = nameof(ForwardState.Returned);
        public const string WithThem = nameof(ForwardState.WithThem);
    }
}
