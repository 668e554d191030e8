using Kept.Cases;
using Kept.Cases.CloseCase;
using Kept.Cases.LogContact;
using Kept.Domain.Cases;
using Kept.Staff;
using Kept.Storage;
using Kept.Testing.Databases;
using Kept.Tests.Desk;
using Kept.Webhooks;
using Kept.Webhooks.ManageWebhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Webhooks;

/// <summary>What another system is told, over real connections.</summary>
public sealed class SendDueTurnsTests
{
    [Theory, Databases]
    public async Task Every_turn_of_a_case_is_told_signed_and_in_order(Database database)
    {
        await using var other = await OtherSystem.StartAsync(database);
        var (_, secret) = await other.HookAsync();
        var received = await other.App.ReceiveAsync();
        await CloseAsync(other, received);
        await other.App.RunDueWorkAsync();

        other.Types.ShouldBe(["kept.case.received", "kept.promise.made", "kept.promise.kept", "kept.case.closed"], ignoreOrder: true);
        other.Calls.Select(call => long.Parse(call.Headers["webhook-id"])).ShouldBeInOrder();
        other.Calls.ShouldAllBe(call => OtherSystem.IsSigned(call, secret));
        var first = other.Calls[0];
        first.Headers["Content-Type"].ShouldBe("application/cloudevents+json; charset=utf-8");
        var told = OtherSystem.EventOf(first);
        (told["specversion"]!.ToString(), told["id"]!.ToString(), told["source"]!.ToString(), told["subject"]!.ToString(), told["time"]!.ToString()).ShouldBe(
            ("1.0", first.Headers["webhook-id"], other.App.Address.ToString(), received.Reference.ToString(), "2026-03-02T09:00:00Z"));
        (told["data"]!["service"]!.ToString(), told["data"]!["promise"]!["due"]!.ToString()).ShouldBe(("fly-tipping", received.CurrentPromise!.Due.ToString()));
    }

    [Theory, Databases]
    public async Task Nothing_personal_goes_out_unless_it_was_asked_for_by_an_administrator_who_still_is_one(Database database)
    {
        await using var other = await OtherSystem.StartAsync(database);
        await other.HookAsync("plain");
        await other.App.ReceiveAsync();
        await other.App.RunDueWorkAsync();
        string[] personal = ["Ada", "ada@example.org", "07700", "Mill School", "Mattress"];
        other.Calls.ShouldAllBe(call => !personal.Any(word => call.Body.Contains(word)));

        var (id, _) = await other.HookAsync("full", personal: true, groups: ["Case"]);
        await other.App.ReceiveAsync();
        await other.App.RunDueWorkAsync();
        var data = other.Calls.Select(OtherSystem.EventOf).Select(told => told["data"]!["personal"]).OfType<System.Text.Json.Nodes.JsonObject>().ShouldHaveSingleItem();
        (data["name"]!.ToString(), data["mail"]!.ToString(), data["place"]!.ToString()).ShouldBe(("Ada Eden", "ada@example.org", "Lane behind Mill School"));

        await other.App.WithAsync<KeptDb>(async db =>
        {
            var hanna = db.Set<StaffMember>().Single(member => member.Id == other.Hanna.Id);
            hanna.Role = StaffRole.Agent;
            await db.SaveChangesAsync();
        });
        await other.App.AdvanceAsync(Duration.FromMinutes(1));
        await other.App.ReceiveAsync();
        (await other.DeliveriesAsync(id))[^1].Body.ShouldNotContain("Ada");
    }

    [Theory, Databases]
    public async Task A_webhook_hears_only_of_what_and_of_which_services_it_chose(Database database)
    {
        await using var other = await OtherSystem.StartAsync(database);
        await other.HookAsync(groups: ["Promise"], services: ["fly-tipping"]);

        await other.App.ReceiveAsync();
        await other.App.ReceiveAsync(service: "pothole");
        await other.App.RunDueWorkAsync();

        OtherSystem.EventOf(other.Calls.ShouldHaveSingleItem())["type"]!.ToString().ShouldBe("kept.promise.made");
    }

    [Theory, Databases]
    public async Task A_crash_between_sending_and_writing_it_down_sends_the_same_again_under_the_same_id(Database database)
    {
        var lane = new BreakingLane();
        await using var other = await OtherSystem.StartAsync(database, options => options.Services = lane.Use);
        await other.HookAsync(groups: ["Case"]);
        await other.App.ReceiveAsync();
        other.Receiver.Answer = (context, _) =>
        {
            lane.IsBroken = true;
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        };

        await Should.ThrowAsync<InvalidOperationException>(other.App.RunDueWorkAsync());
        lane.IsBroken = false;
        other.Receiver.AnswerWith(StatusCodes.Status204NoContent);
        await other.App.RunDueWorkAsync();
        other.Calls.Count.ShouldBe(1, "somebody may still have it in hand");
        await other.App.AdvanceAsync(Duration.FromMinutes(10));

        other.Calls.Count.ShouldBe(2);
        (other.Calls[1].Headers["webhook-id"], other.Calls[1].Body).ShouldBe((other.Calls[0].Headers["webhook-id"], other.Calls[0].Body));
    }

    [Theory, Databases]
    public async Task A_turn_that_is_not_taken_holds_back_later_ones_of_its_case_and_no_other(Database database)
    {
        await using var other = await OtherSystem.StartAsync(database);
        var (id, _) = await other.HookAsync(groups: ["Case", "Contact"]);
        var (bad, good) = (await other.App.ReceiveAsync(), await other.App.ReceiveAsync());
        await LogAsync(other, bad);
        await LogAsync(other, good);
        other.Receiver.Answer = (context, call) =>
        {
            context.Response.StatusCode = call.Body.Contains(bad.Reference.ToString()) ? 400 : 200;
            return Task.CompletedTask;
        };

        await other.App.RunDueWorkAsync();
        other.Types.Count(type => type == "kept.contact.logged").ShouldBe(1);
        (await other.DeliveriesAsync(id)).Select(delivery => (delivery.CaseId == bad.Id, delivery.LastAnswer)).ShouldBe(
            [(true, "400"), (false, "200"), (true, null), (false, "200")], ignoreOrder: true);

        other.Receiver.AnswerWith(200);
        await other.App.AdvanceAsync(Duration.FromMinutes(5));
        (await other.DeliveriesAsync(id)).ShouldAllBe(delivery => delivery.State == DeliveryState.Delivered);
        (await other.WebhookAsync(id)).FailingSince.ShouldBeNull();
    }

    [Theory, Databases]
    public async Task One_that_asks_for_rest_gets_it(Database database)
    {
        await using var other = await OtherSystem.StartAsync(database);
        await other.HookAsync(groups: ["Case"]);
        other.Receiver.Answer = (context, _) =>
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "1800";
            return Task.CompletedTask;
        };
        await other.App.ReceiveAsync();
        await other.App.RunDueWorkAsync();
        await other.App.ReceiveAsync();

        await other.App.AdvanceAsync(Duration.FromMinutes(29));
        other.Calls.Count.ShouldBe(1);
        other.Receiver.AnswerWith(200);
        await other.App.AdvanceAsync(Duration.FromMinutes(2));
        other.Calls.Count.ShouldBe(3);
    }

    [Theory, Databases]
    public async Task One_that_is_gone_is_switched_off_and_its_administrator_is_told(Database database)
    {
        await using var other = await OtherSystem.StartAsync(database);
        var (id, _) = await other.HookAsync();
        other.Receiver.AnswerWith(StatusCodes.Status410Gone);
        await other.App.ReceiveAsync();
        await other.App.RunDueWorkAsync();

        (await other.WebhookAsync(id)).State.ShouldBe(WebhookState.SwitchedOff);
        (await other.DeliveriesAsync(id)).ShouldAllBe(delivery => delivery.State == DeliveryState.Cancelled);
        other.App.Mailbox.LastTo(other.Hanna.Mail).Subject.ShouldBe("Webhook switched off: Ledger");
        await other.App.ReceiveAsync();
        (await other.DeliveriesAsync(id)).Count.ShouldBe(2, "what nobody wants to hear is not kept");
    }

    [Theory, Databases]
    public async Task What_is_not_taken_for_72_hours_is_given_up_and_after_five_days_the_webhook_is_switched_off(Database database)
    {
        await using var other = await OtherSystem.StartAsync(database);
        var (id, _) = await other.HookAsync(groups: ["Case"]);
        other.Receiver.AnswerWith(StatusCodes.Status500InternalServerError);
        await other.App.ReceiveAsync();
        await other.App.AdvanceAsync(Duration.FromHours(73));

        var expired = (await other.DeliveriesAsync(id)).ShouldHaveSingleItem();
        (expired.State, expired.LastAnswer).ShouldBe((DeliveryState.Expired, "500"));
        expired.Attempts.ShouldBeInRange(20, 40);
        await other.App.ReceiveAsync();
        await other.App.AdvanceAsync(Duration.FromHours(72));

        (await other.WebhookAsync(id)).State.ShouldBe(WebhookState.SwitchedOff);
        other.App.Mailbox.LastTo(other.Hanna.Mail).Text.ShouldContain("has not worked for 5 days");
    }

    [Theory, Databases]
    public async Task Both_secrets_sign_for_a_day_after_a_new_one_was_made(Database database)
    {
        await using var other = await OtherSystem.StartAsync(database);
        var (id, old) = await other.HookAsync(groups: ["Case"]);
        var renewed = (ManageWebhooksOutcome.Done)await other.App.WithAsync<ManageWebhooks, ManageWebhooksOutcome>(
            manage => manage.RenewSecretAsync(other.Hanna.ToIdentity(), id, default));
        await other.App.ReceiveAsync();
        await other.App.AdvanceAsync(Duration.FromHours(25));
        await other.App.ReceiveAsync();
        await other.App.RunDueWorkAsync();

        other.Calls.Select(call => OtherSystem.IsSigned(call, old)).ShouldBe([true, false]);
        other.Calls.ShouldAllBe(call => OtherSystem.IsSigned(call, renewed.Secret!));
    }

    [Theory, Databases]
    public async Task An_address_inside_the_network_is_not_called_also_where_its_name_came_to_lead_there_later(Database database)
    {
        var names = new Outside.Names { ["partner.example"] = ["127.0.0.1"] };
        await using var other = await OtherSystem.StartAsync(database, options =>
            options.Services = services => services.AddSingleton<Kept.Outside.INameResolver>(names));
        var terms = new WebhookTerms("Partner", $"https://partner.example:{other.Receiver.Address.Port}/", [], [], false);
        await other.App.WithAsync<ManageWebhooks>(manage => manage.MakeAsync(other.Hanna.ToIdentity(), terms, default));
        await other.App.ReceiveAsync();
        await other.App.RunDueWorkAsync();

        other.Calls.ShouldBeEmpty();
        var id = await other.App.ReadAsync(db => Task.FromResult(db.Set<Webhook>().Single().Id));
        (await other.DeliveriesAsync(id)).ShouldContain(delivery => delivery.LastAnswer == "InsideNetwork");
    }

    private static Task CloseAsync(OtherSystem other, Domain.Cases.Case about) => other.App.DoAsync<CloseCase>(close =>
        close.HandleAsync(new CloseCaseInput(about.Reference, null, By.System, Outcome.Fixed, null), default));

    private static Task LogAsync(OtherSystem other, Domain.Cases.Case about) => other.App.DoAsync<LogContact>(log =>
        log.HandleAsync(new LogContactInput(about.Reference, By.System, Channel.Phone, true, false, "Where is it?"), default));
}
