using System.Net;
using Kept.Domain.Partners;
using Kept.Forwarding;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Tests.Open311;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Forwarding;

/// <summary>Partners have statuses of their own; what they say with them is heard all the same.</summary>
public sealed class TheirStatusesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Words_with_a_status_that_nobody_told_us_or_with_none_stand_on_the_case_and_change_nothing(Database database)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(database, options => other.Configure(options));
        await ForwardCases.PotholeAsync(app);
        await app.RunDueWorkAsync();
        other.Updates = $"<updates>{Update("1", "<status>FIXED</status>", "Filled")}{Update("2", "<status>AWAITING_KERBSTONES</status>", "The stones come from Wales")}{Update("3", "", "Photos follow")}{Update("4", "", "")}</updates>";

        await app.AdvanceAsync(Duration.FromMinutes(40));

        (await UpdatesAsync(app)).ShouldBe([(WorkStatus.Fixed, null, "Filled"), (null, "AWAITING_KERBSTONES", "The stones come from Wales"), (null, null, "Photos follow")]);
        var forward = await ForwardCases.ForwardAsync(app);
        (forward.State, forward.TheirStatus).ShouldBe((ForwardState.Done, WorkStatus.Fixed));
        var desk = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));
        await desk.GoAsync(await app.OnlyCaseAsync());
        desk.Page.Text.ShouldContain("AWAITING_KERBSTONES");
        desk.Page.Text.ShouldContain("The stones come from Wales");
        desk.Page.Text.ShouldContain("Photos follow");
    }

    [Theory, Databases]
    public async Task A_setting_says_what_their_statuses_mean(Database database)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(database, options =>
        {
            other.Configure(options);
            options.Settings["Forwarding:Partners:county:Statuses:MADE_SAFE"] = "in progress";
            options.Settings["Forwarding:Partners:county:Statuses:CLOSED"] = "NO_FURTHER_ACTION";
            options.Settings["Forwarding:Partners:county:KeyPartner"] = "County Highways";
        });
        using var county = await PartnerClient.OfAsync(app, name: "County Highways");
        var reference = await ForwardCases.PotholeAsync(app);
        await app.RunDueWorkAsync();
        other.Updates = $"<updates>{Update("1", "<status>made safe</status>", "Filled for now")}{Update("2", "<status>PLANNED</status>", "In April")}</updates>";

        await app.AdvanceAsync(Duration.FromMinutes(40));
        (await UpdatesAsync(app)).ShouldBe([(WorkStatus.InProgress, "made safe", "Filled for now"), (WorkStatus.ActionScheduled, "PLANNED", "In April")]);
        await PartnerClient.ReadXmlAsync(
            await county.PostAsync("servicerequestupdates.xml", UpdatesTests.Update(reference, "w1", "closed", "Not ours").Where(field => field.Name != "updated_datetime")
                .Append(("updated_datetime", "2026-03-02T09:30:00Z"))), HttpStatusCode.OK);

        (await ForwardCases.ForwardAsync(app)).State.ShouldBe(ForwardState.Returned);
    }

    [Fact]
    public async Task A_status_that_is_none_of_ours_stops_the_start_with_a_sentence()
    {
        var problem = await Should.ThrowAsync<Exception>(async () =>
        {
            await using var app = await KeptApp.StartAsync(options =>
            {
                options.Settings["Forwarding:Partners:county:Name"] = "County Highways";
                options.Settings["Forwarding:Partners:county:Address"] = "https://311.county.example/open311/v2";
                options.Settings["Forwarding:Partners:county:Statuses:PLANNED"] = "soon";
            });
        });

        problem.ToString().ShouldContain("Forwarding:Partners:county:Statuses:PLANNED is \"soon\". Write one of OPEN, ");
    }

    [Theory]
    [InlineData("2026-03-02T10:05:00+0100", "2026-03-02T09:05:00Z")]
    [InlineData("2026-03-02T09:05:00", "2026-03-02T09:05:00Z")]
    [InlineData("2026-03-02T09:05Z", "2026-03-02T09:05:00Z")]
    public async Task Times_are_read_as_others_write_them(string written, string moment)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(options => other.Configure(options));
        await ForwardCases.PotholeAsync(app);
        await app.RunDueWorkAsync();
        other.Updates = $"<updates>{Update("1", "<status>IN_PROGRESS</status>", "There", written)}</updates>";

        await app.AdvanceAsync(Duration.FromMinutes(40));

        (await app.ReadAsync(db => db.Set<ForwardUpdate>().SingleAsync(Cancel))).At.ToString().ShouldBe(moment);
    }

    private static async Task<List<(WorkStatus?, string?, string?)>> UpdatesAsync(KeptApp app) =>
        [.. (await app.ReadAsync(db => db.Set<ForwardUpdate>().OrderBy(update => update.UpdateId).ToListAsync(Cancel))).Select(update => (update.Status, update.Given, update.Words))];

    private static string Update(string id, string status, string words, string? at = null) => $"""
        <request_update><update_id>{id}</update_id><service_request_id>101</service_request_id>{status}
        <updated_datetime>{at ?? $"2026-03-02T09:0{id}:00Z"}</updated_datetime><description>{words}</description></request_update>
        """;
}
