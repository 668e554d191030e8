using System.Net;
using Kept.Staff;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Tests.Desk;
using Kept.Webhooks;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Webhooks;

/// <summary>The pages of administrators, as a person without script uses them.</summary>
public sealed class ManageWebhooksTests
{
    [Theory, Databases]
    public async Task An_administrator_adds_a_webhook_sees_its_secret_once_and_tries_it(Database database)
    {
        await using var other = await OtherSystem.StartAsync(database);
        var hanna = await other.App.SignInAsync(other.Hanna);
        await hanna.GoAsync("/desk/webhooks");
        await hanna.FollowAsync("Add a webhook");
        var shown = await hanna.Fill("Name", "Ledger").Fill("Address", other.Receiver.Address.ToString()).PressAsync("Add it and show its secret");
        var secret = WebhookSecret.Parse(shown.Find("code").TextContent);
        var page = await hanna.FollowAsync("I have copied it");
        page.Source.ShouldNotContain(secret.ToString());

        await hanna.PressAsync("Send a test");
        await other.App.RunDueWorkAsync();

        OtherSystem.IsSigned(other.Calls.ShouldHaveSingleItem(), secret).ShouldBeTrue();
        OtherSystem.EventOf(other.Calls[0])["type"]!.ToString().ShouldBe("kept.test");
        (await hanna.GoAsync(page.Address)).Says("kept.test Taken 204, 2 March 2026, 09:00").ShouldBeTrue();
    }

    [Theory, Databases]
    public async Task Only_administrators_see_and_change_webhooks(Database database)
    {
        await using var other = await OtherSystem.StartAsync(database);
        var (id, _) = await other.HookAsync();
        var lead = await other.App.SignInAsync(await other.App.AddColleagueAsync("Lena Hart", StaffRole.Lead));

        foreach (var address in new[] { "/desk/webhooks", "/desk/webhooks/new", $"/desk/webhooks/{id}" })
        {
            await lead.GoAsync(address, HttpStatusCode.Forbidden);
            (await other.App.Visitor().GoAsync(address)).Address.AbsolutePath.ShouldBe("/sign-in");
        }
    }

    [Theory, Databases]
    public async Task Addresses_that_must_not_be_called_names_that_are_taken_and_choices_that_do_not_exist_are_refused(Database database)
    {
        await using var other = await OtherSystem.StartAsync(database);
        await other.HookAsync();
        var hanna = await other.App.SignInAsync(other.Hanna);
        foreach (var address in new[] { "", "http://partner.example/", "ftp://partner.example/", "https://user:word@partner.example/", "https://partner.example/#a", "javascript:alert(1)" })
        {
            await hanna.GoAsync("/desk/webhooks/new");
            var page = await hanna.Fill("Name", "Ledger").Fill("Address", address).PressAsync("Add it and show its secret", HttpStatusCode.UnprocessableEntity);
            page.Errors.Count.ShouldBe(2, address);
        }
    }

    [Theory, Databases]
    public async Task What_waits_during_a_pause_goes_out_afterwards(Database database)
    {
        await using var other = await OtherSystem.StartAsync(database);
        var (id, _) = await other.HookAsync(groups: ["Case"]);
        var hanna = await other.App.SignInAsync(other.Hanna);
        await hanna.GoAsync($"/desk/webhooks/{id}");
        await hanna.PressAsync("Pause");
        await other.App.ReceiveAsync();
        await other.App.AdvanceAsync(Duration.FromHours(1));
        other.Calls.ShouldBeEmpty();

        await hanna.PressAsync("Go on");
        await other.App.RunDueWorkAsync();
        other.Calls.Count.ShouldBe(1);
    }

    [Theory, Databases]
    public async Task One_turn_or_all_since_a_day_can_be_told_again_under_the_same_ids(Database database)
    {
        await using var other = await OtherSystem.StartAsync(database);
        await other.App.ReceiveAsync();
        await other.App.AdvanceAsync(Duration.FromDays(2));
        var (id, _) = await other.HookAsync(groups: ["Case"]);
        await other.App.ReceiveAsync();
        await other.App.RunDueWorkAsync();
        var hanna = await other.App.SignInAsync(other.Hanna);

        await hanna.GoAsync($"/desk/webhooks/{id}");
        await hanna.PressAsync("Send again");
        await other.App.RunDueWorkAsync();
        other.Calls.Select(call => call.Headers["webhook-id"]).Distinct().Count().ShouldBe(1);
        other.Calls.Count.ShouldBe(2);

        var page = await hanna.Fill("Day", "2").Fill("Month", "3").Fill("Year", "2026").PressAsync("Tell it again");
        page.Says("2 events go out again.").ShouldBeTrue();
        await other.App.RunDueWorkAsync();
        other.Calls.Count.ShouldBe(4);
        other.Calls.Select(call => call.Headers["webhook-id"]).Distinct().Count().ShouldBe(2);
    }

    [Theory, Databases]
    public async Task Saving_after_a_new_secret_was_shown_makes_no_other_secret(Database database)
    {
        await using var other = await OtherSystem.StartAsync(database);
        var (id, _) = await other.HookAsync();
        var hanna = await other.App.SignInAsync(other.Hanna);
        await hanna.GoAsync($"/desk/webhooks/{id}");
        var shown = (await hanna.PressAsync("New secret")).Find("code").TextContent;

        await hanna.Fill("Name", "Finance").PressAsync("Save");

        var webhook = await other.WebhookAsync(id);
        (webhook.Name, webhook.Secret).ShouldBe(("Finance", shown));
    }

    [Theory, Databases]
    public async Task A_deleted_webhook_is_gone_with_what_it_was_told_and_who_did_it_stays(Database database)
    {
        await using var other = await OtherSystem.StartAsync(database);
        var (id, _) = await other.HookAsync();
        await other.App.ReceiveAsync();
        var hanna = await other.App.SignInAsync(other.Hanna);
        await hanna.GoAsync($"/desk/webhooks/{id}");
        (await hanna.PressAsync("Delete")).Says("The webhook is deleted.").ShouldBeTrue();

        await other.App.RunDueWorkAsync();
        other.Calls.ShouldBeEmpty();
        (await other.DeliveriesAsync(id)).ShouldBeEmpty();
        (await other.App.ReadAsync(db => db.Set<WebhookChange>().OrderBy(change => change.Id).Select(change => new { change.Kind, change.ById }).ToListAsync()))
            .Select(change => (change.Kind, change.ById)).ShouldBe([(WebhookChangeKind.Made, other.Hanna.Id), (WebhookChangeKind.Deleted, other.Hanna.Id)]);
    }

    [Theory, Databases]
    public async Task A_delivery_of_another_webhook_cannot_be_sent_again_under_this_one(Database database)
    {
        await using var other = await OtherSystem.StartAsync(database);
        var (mine, _) = await other.HookAsync("mine");
        var (theirs, _) = await other.HookAsync("theirs");
        await other.App.ReceiveAsync();
        await other.App.RunDueWorkAsync();
        var foreign = (await other.DeliveriesAsync(theirs))[0].Id;

        (await other.App.WithAsync<Kept.Webhooks.ReplayTurns.ReplayTurns, object>(async replay =>
            await replay.OneAsync(other.Hanna.ToIdentity(), mine, foreign, default))).ShouldBeOfType<Kept.Webhooks.ReplayTurns.ReplayTurnsOutcome.NotFound>();
    }

    [Theory, Databases]
    public async Task Deliveries_are_forgotten_after_a_month(Database database)
    {
        await using var other = await OtherSystem.StartAsync(database);
        var (id, _) = await other.HookAsync();
        await other.App.ReceiveAsync();
        await other.App.RunDueWorkAsync();
        await other.App.AdvanceAsync(Duration.FromDays(31));

        (await other.DeliveriesAsync(id)).ShouldNotContain(delivery => delivery.CreatedAt == Kept.Testing.KeptApp.UsualStart);
    }
}
