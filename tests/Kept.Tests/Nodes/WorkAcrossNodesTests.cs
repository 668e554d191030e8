using Kept.Domain.Cases;
using Kept.Mail.Outgoing;
using Kept.Mail.Outgoing.SendDueMail;
using Kept.Promises.WatchPromises;
using Kept.Storage;
using Kept.Testing;
using Kept.Tests.Cases;
using Kept.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Nodes;

/// <summary>Work is done once, whichever node does it, and by another when one dies.</summary>
public sealed class WorkAcrossNodesTests
{
    /// <summary>After this a lease is renewed.</summary>
    private static readonly Duration Step = Duration.FromSeconds(11);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [ClusterFact]
    public async Task Two_nodes_that_watch_promises_at_once_break_each_of_them_once()
    {
        await using var cluster = await Cluster.StartAsync();
        using var client = cluster.One.Client();
        for (var number = 1; number <= 12; number++)
        {
            await ApiReports.SendAsync(client, number, Cancel);
        }

        void Later(KeptAppOptions options) => options.Start = KeptApp.UsualStart + Duration.FromDays(30);
        var (third, fourth) = (await cluster.StartNodeAsync(Later), await cluster.StartNodeAsync(Later));
        await Task.WhenAll(new[] { third, fourth, third, fourth }.Select(node => node.WithAsync<WatchPromises>(async work =>
        {
            while (await work.RunOnceAsync(Cancel) > 0)
            {
            }
        })));

        var events = await cluster.One.ReadAsync(db => db.CaseEvents.AsNoTracking().ToListAsync(Cancel));
        var broken = events.Where(one => one.Kind == EventKind.PromiseBroken).ToList();
        broken.Select(one => one.CaseId).Distinct().Count().ShouldBe(12);
        broken.Count.ShouldBe(12);
    }

    [ClusterFact]
    public async Task A_lease_that_its_node_renews_is_not_taken_over()
    {
        await using var cluster = await Cluster.StartAsync();
        var mailer = new SlowMailer();
        var slow = await cluster.StartNodeAsync(mailer.Use);
        var id = await slow.AddMailAsync();
        var sending = slow.WithAsync<SendDueMail, int>(work => work.RunOnceAsync(Cancel));
        await mailer.Handed;

        for (var moved = Duration.Zero; moved < RowLease.Length * 2; moved += Step)
        {
            var before = (await slow.MailAsync(id)).LeasedUntil;
            slow.Clock.Advance(Step);
            await Eventually.IsTrueAsync(async () => (await slow.MailAsync(id)).LeasedUntil > before);
            await cluster.Other.AdvanceAsync(Step);
        }

        mailer.GoOn();
        await sending;
        (await slow.MailAsync(id)).State.ShouldBe(MessageState.Sent);
        cluster.Other.Mailbox.All.ShouldBeEmpty();
    }

    [ClusterFact]
    public async Task A_node_that_lost_its_lease_gives_up_and_leaves_what_the_other_wrote()
    {
        await using var cluster = await Cluster.StartAsync();
        var mailer = new SlowMailer();
        var slow = await cluster.StartNodeAsync(mailer.Use);
        var id = await slow.AddMailAsync();
        var sending = slow.WithAsync<SendDueMail, int>(work => work.RunOnceAsync(Cancel));
        await mailer.Handed;

        await cluster.Other.AdvanceAsync(RowLease.Length + Duration.FromSeconds(1));
        var written = await cluster.Other.MailAsync(id);
        written.State.ShouldBe(MessageState.Sent, "another node took over");
        slow.Clock.Advance(Step);
        await sending.WaitAsync(TimeSpan.FromMinutes(1), Cancel);

        (await cluster.Other.MailAsync(id)).Version.ShouldBe(written.Version);
    }

    /// <summary>Takes its time, until it may go on or is told to give up.</summary>
    private sealed class SlowMailer : IMailer
    {
        private readonly TaskCompletionSource handed = new();
        private readonly TaskCompletionSource goOn = new();

        public Task Handed => handed.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancel);

        public void GoOn() => goOn.SetResult();

        public void Use(KeptAppOptions options) =>
            options.Services = services => services.Replace(ServiceDescriptor.Singleton<IMailer>(this));

        public async Task<Delivery> DeliverAsync(ComposedMail mail, CancellationToken cancellationToken)
        {
            handed.TrySetResult();
            await Task.WhenAny(goOn.Task, Task.Delay(Timeout.Infinite, cancellationToken));
            return goOn.Task.IsCompleted ? TestMailer.Accepts : TestMailer.TurnsAway;
        }
    }
}
