using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Kept.Staff;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Tests.Outside;
using Kept.Webhooks;
using Kept.Webhooks.ManageWebhooks;
using Microsoft.EntityFrameworkCore;
using Shouldly;

namespace Kept.Tests.Webhooks;

/// <summary>Kept with an administrator and, on a server of its own, a system that is told what happens.</summary>
internal sealed class OtherSystem : IAsyncDisposable
{
    private OtherSystem(KeptApp app, Receiver receiver, StaffMember hanna) => (App, Receiver, Hanna) = (app, receiver, hanna);

    public KeptApp App { get; }

    public Receiver Receiver { get; }

    public StaffMember Hanna { get; }

    public IReadOnlyList<ReceivedCall> Calls => Receiver.Calls;

    public static async Task<OtherSystem> StartAsync(Database database, Action<KeptAppOptions>? configure = null)
    {
        var app = await KeptApp.StartAsync(database, options =>
        {
            options.Settings["Outside:InsideHosts:0"] = "127.0.0.1";
            configure?.Invoke(options);
        });
        return new OtherSystem(app, await Receiver.StartAsync(), await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator, team: null));
    }

    /// <summary>A webhook to the receiver; gives its id and its secret.</summary>
    public async Task<(long Id, WebhookSecret Secret)> HookAsync(string name = "Ledger", bool personal = false, string[]? groups = null, string[]? services = null)
    {
        var terms = new WebhookTerms(name, Receiver.Address.ToString(), groups ?? [], services ?? [], personal);
        var done = (ManageWebhooksOutcome.Done)await App.WithAsync<ManageWebhooks, ManageWebhooksOutcome>(
            manage => manage.MakeAsync(Hanna.ToIdentity(), terms, default));
        return (done.Webhook.Id, done.Secret!);
    }

    public Task<Webhook> WebhookAsync(long id) => App.ReadAsync(db => db.Set<Webhook>().AsNoTracking().SingleAsync(webhook => webhook.Id == id));

    public Task<List<WebhookDelivery>> DeliveriesAsync(long id) => App.ReadAsync(db =>
        db.Set<WebhookDelivery>().AsNoTracking().Where(delivery => delivery.WebhookId == id).OrderBy(delivery => delivery.TurnId).ToListAsync());

    public static JsonObject EventOf(ReceivedCall call) => JsonNode.Parse(call.Body)!.AsObject();

    public IEnumerable<string> Types => Calls.Select(call => EventOf(call)["type"]!.GetValue<string>());

    /// <summary>As a receiver verifies it, with what the specification says and nothing of ours.</summary>
    public static bool IsSigned(ReceivedCall call, WebhookSecret secret)
    {
        var key = Convert.FromBase64String(secret.ToString()["whsec_".Length..]);
        var signed = $"{call.Headers["webhook-id"]}.{call.Headers["webhook-timestamp"]}.{call.Body}";
        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed)));
        long.Parse(call.Headers["webhook-timestamp"], CultureInfo.InvariantCulture).ShouldBeGreaterThan(1_700_000_000);
        return call.Headers["webhook-signature"].Split(' ').Contains(expected);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Receiver.DisposeAsync();
    }
}
