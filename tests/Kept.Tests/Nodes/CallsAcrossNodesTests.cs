using Kept.Staff;
using Kept.Storage;
using Kept.Testing;
using Kept.Testing.People;
using Kept.Tests.Desk;
using Kept.Tests.Outside;
using Kept.Webhooks;
using Kept.Webhooks.ManageWebhooks;
using Kept.Webhooks.SendDueTurns;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Nodes;

/// <summary>What is told to other systems is told by one node, and soon by another when that one dies.</summary>
public sealed class CallsAcrossNodesTests
{
    /// <summary>After this a lease is renewed.</summary>
    private static readonly Duration Step = Duration.FromSeconds(11);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [ClusterFact]
    public async Task A_turn_that_its_node_still_sends_is_not_sent_by_another()
    {
        await using var receiver = await Receiver.StartAsync();
        var held = new TaskCompletionSource();
        await using var cluster = await Cluster.StartAsync();
        var (slow, sending) = await BeginAsync(cluster, receiver, held.Task);

        for (var moved = Duration.Zero; moved < RowLease.Length * 2; moved += Step)
        {
            var before = (await DeliveryAsync(slow)).LeasedUntil;
            slow.Clock.Advance(Step);
            await Eventually.IsTrueAsync(async () => (await DeliveryAsync(slow)).LeasedUntil > before);
            await cluster.Other.AdvanceAsync(Step);
        }

        held.SetResult();
        await sending;
        receiver.Calls.Count.ShouldBe(1);
        (await DeliveryAsync(slow)).State.ShouldBe(DeliveryState.Delivered);
    }

    [ClusterFact]
    public async Task A_turn_of_a_node_that_died_goes_within_a_minute_under_the_same_id()
    {
        await using var receiver = await Receiver.StartAsync();
        var held = new TaskCompletionSource();
        await using var cluster = await Cluster.StartAsync();
        var (slow, sending) = await BeginAsync(cluster, receiver, held.Task);
        receiver.AnswerWith(StatusCodes.Status204NoContent);

        await cluster.Other.AdvanceAsync(RowLease.Length + Duration.FromSeconds(6));

        receiver.Calls.Select(call => call.Headers["webhook-id"]).Distinct().Count().ShouldBe(1);
        receiver.Calls.Count.ShouldBe(2, "the other node took over");
        var written = await DeliveryAsync(cluster.Other);
        written.State.ShouldBe(DeliveryState.Delivered);
        slow.Clock.Advance(Step);
        await sending.WaitAsync(TimeSpan.FromMinutes(1), Cancel);
        (await DeliveryAsync(cluster.Other)).Version.ShouldBe(written.Version, "the node that lost its lease gives up and writes nothing");
        held.SetResult();
    }

    /// <summary>A third node has sent a turn and waits for an answer that comes no sooner than <paramref name="answered"/>.</summary>
    private static async Task<(KeptApp Slow, Task<int> Sending)> BeginAsync(Cluster cluster, Receiver receiver, Task answered)
    {
        receiver.Answer = (_, _) => answered;
        var slow = await NodeAsync(cluster, receiver);
        var sending = slow.WithAsync<SendDueTurns, int>(work => work.RunOnceAsync(Cancel));
        await Eventually.IsTrueAsync(() => receiver.Calls.Count == 1);
        return (slow, sending);
    }

    /// <summary>A third node; all of them know a webhook, and one turn is due.</summary>
    private static async Task<KeptApp> NodeAsync(Cluster cluster, Receiver receiver)
    {
        var hanna = await cluster.One.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator, team: null);
        await cluster.One.WithAsync<ManageWebhooks>(manage => manage.MakeAsync(
            hanna.ToIdentity(), new WebhookTerms("Ledger", receiver.Address.ToString(), ["Case"], [], false), Cancel));
        await cluster.One.ReceiveAsync();
        return await cluster.StartNodeAsync();
    }

    private static Task<WebhookDelivery> DeliveryAsync(KeptApp app) => app.ReadAsync(db => db.Set<WebhookDelivery>().AsNoTracking().SingleAsync(Cancel));
}
