using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Tests.Desk;
using Kept.Tests.Outside;
using Kept.Webhooks;
using Kept.Webhooks.ManageWebhooks;
using Kept.Webhooks.ReplayTurns;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Webhooks;

/// <summary>An endpoint in trouble is left alone, until an administrator wants it called.</summary>
public sealed class EndOfRestTests
{
    [Theory, Databases]
    public async Task A_test_goes_out_at_once_and_before_what_waits(Database database)
    {
        await using var other = await OtherSystem.StartAsync(database);
        var id = await RestingAsync(other);

        await other.App.WithAsync<ManageWebhooks, ManageWebhooksOutcome>(manage => manage.TestAsync(other.Hanna.ToIdentity(), id, default));
        await other.App.RunDueWorkAsync();

        other.Types.ShouldBe(["kept.case.received", "kept.test"]);
        (await other.WebhookAsync(id)).Failures.ShouldBe(2, "a test does not make it forgotten how long it fails");
    }

    [Theory, Databases]
    public async Task A_corrected_address_is_told_at_once_what_waited(Database database)
    {
        await using var other = await OtherSystem.StartAsync(database);
        var id = await RestingAsync(other);
        await using var right = await Receiver.StartAsync();

        await other.App.WithAsync<ManageWebhooks, ManageWebhooksOutcome>(async manage => (await manage.EditAsync(
            other.Hanna.ToIdentity(), id, new WebhookTerms("Ledger", right.Address.ToString(), ["Case"], [], false), default)).ShouldBeOfType<ManageWebhooksOutcome.Done>());
        await other.App.RunDueWorkAsync();

        right.Calls.Count.ShouldBe(2);
        (await other.DeliveriesAsync(id)).ShouldAllBe(delivery => delivery.State == DeliveryState.Delivered);
    }

    [Theory, Databases]
    public async Task Another_name_alone_disturbs_no_rest(Database database)
    {
        await using var other = await OtherSystem.StartAsync(database);
        var id = await RestingAsync(other);

        await other.App.WithAsync<ManageWebhooks, ManageWebhooksOutcome>(async manage => (await manage.EditAsync(
            other.Hanna.ToIdentity(), id, new WebhookTerms("Books", other.Receiver.Address.ToString(), ["Case"], [], false), default)).ShouldBeOfType<ManageWebhooksOutcome.Done>());
        await other.App.RunDueWorkAsync();

        other.Calls.Count.ShouldBe(1);
    }

    [Theory, Databases]
    public async Task The_page_offers_to_go_on_and_then_everything_goes_out(Database database)
    {
        await using var other = await OtherSystem.StartAsync(database);
        var id = await RestingAsync(other);
        other.Receiver.AnswerWith(StatusCodes.Status204NoContent);
        var desk = await other.App.SignInAsync(other.Hanna);

        await desk.GoAsync($"/desk/webhooks/{id}");
        await desk.PressAsync("Go on");
        await other.App.RunDueWorkAsync();

        (await other.DeliveriesAsync(id)).ShouldAllBe(delivery => delivery.State == DeliveryState.Delivered);
        (await desk.GoAsync($"/desk/webhooks/{id}")).Document.QuerySelector("[formaction$='handler=GoOn']").ShouldBeNull("it works");
    }

    [Theory, Databases]
    public async Task What_is_to_be_told_again_is_told_at_once(Database database)
    {
        await using var other = await OtherSystem.StartAsync(database);
        var id = await RestingAsync(other);
        other.Receiver.AnswerWith(StatusCodes.Status204NoContent);
        var first = (await other.DeliveriesAsync(id))[0];

        await other.App.WithAsync<ReplayTurns, ReplayTurnsOutcome>(replay => replay.OneAsync(other.Hanna.ToIdentity(), id, first.Id, default));
        await other.App.RunDueWorkAsync();

        (await other.DeliveriesAsync(id))[0].State.ShouldBe(DeliveryState.Delivered);
    }

    [Theory, Databases]
    public async Task All_since_a_moment_is_told_at_once(Database database)
    {
        await using var other = await OtherSystem.StartAsync(database);
        var id = await RestingAsync(other);
        other.Receiver.AnswerWith(StatusCodes.Status204NoContent);

        await other.App.WithAsync<ReplayTurns, ReplayTurnsOutcome>(replay => replay.SinceAsync(
            other.Hanna.ToIdentity(), id, Instant.FromUtc(2026, 1, 1, 0, 0), default));
        await other.App.RunDueWorkAsync();

        (await other.DeliveriesAsync(id)).ShouldAllBe(delivery => delivery.State == DeliveryState.Delivered);
    }

    /// <summary>A webhook whose endpoint asked for a day without calls, while another case waits.</summary>
    private static async Task<long> RestingAsync(OtherSystem other)
    {
        var (id, _) = await other.HookAsync(groups: ["Case"]);
        other.Receiver.Answer = (context, _) =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "86400";
            return Task.CompletedTask;
        };
        await other.App.ReceiveAsync();
        await other.App.RunDueWorkAsync();
        await other.App.ReceiveAsync();
        await other.App.AdvanceAsync(Duration.FromMinutes(20));
        other.Calls.Count.ShouldBe(1, "it rests");
        return id;
    }
}
