using Kept.Api;
using Kept.Webhooks;
using Kept.Webhooks.ReadWebhooks;

namespace Kept.Administration.Views;

internal sealed record WebhookList(IReadOnlyList<WebhookView> Webhooks, string? Next);

/// <param name="Groups">Of which events it is told; empty for all.</param>
/// <param name="Services">Of which services; empty for all.</param>
/// <param name="State">active, failing, paused or off.</param>
/// <param name="FailingSince">The first failure since the last success.</param>
/// <param name="FormerSecretUntil">Until then the secret before signs too.</param>
/// <param name="Waiting">How many events have still to be taken; only where a webhook is read.</param>
internal sealed record WebhookView(
    string Id, string Name, string Address, IReadOnlyList<string> Groups, IReadOnlyList<string> Services, bool Personal, string State,
    DateTimeOffset MadeAt, string MadeById, DateTimeOffset? FailingSince, int Failures, DateTimeOffset? QuietUntil, DateTimeOffset? FormerSecretUntil, int? Waiting)
{
    public static WebhookView Of(KnownWebhook known)
    {
        var webhook = known.Webhook;
        return new WebhookView(
            ApiIds.Of(webhook.Id), webhook.Name, webhook.Address, [.. webhook.Terms.Groups.Select(ApiNames.Of)], webhook.Terms.Services, webhook.Personal, known.State,
            webhook.CreatedAt.ToDateTimeOffset(), ApiIds.Of(webhook.MadeById), webhook.FailingSince?.ToDateTimeOffset(), webhook.Failures,
            webhook.QuietUntil?.ToDateTimeOffset(), webhook.FormerSecretUntil?.ToDateTimeOffset(), known.Waiting);
    }
}

/// <param name="Secret">Signs its events, as Standard Webhooks has it. It is shown this once.</param>
internal sealed record MadeWebhook(string Id, string Secret, WebhookView Webhook)
{
    public static ApiReply Answer(Webhook webhook, int status) => new ApiReply(status, ApiJson.Write(
        new MadeWebhook(ApiIds.Of(webhook.Id), webhook.Secret, WebhookView.Of(new KnownWebhook(webhook, null))))).WithSecret();
}

internal sealed record DeliveryList(IReadOnlyList<DeliveryView> Deliveries, string? Next);

/// <param name="EventId">As the receiver knows it, the same however often it is sent.</param>
/// <param name="State">waiting, delivered, expired or cancelled.</param>
/// <param name="LastAnswer">"204", or why there was no answer, such as "TooSlow".</param>
internal sealed record DeliveryView(
    string Id, string EventId, string Type, string State, int Attempts, DateTimeOffset CreatedAt, DateTimeOffset? NextAttemptAt,
    DateTimeOffset ExpiresAt, DateTimeOffset? AnsweredAt, string? LastAnswer)
{
    public static DeliveryView Of(WebhookDelivery delivery) => new(
        ApiIds.Of(delivery.Id), delivery.MessageId, delivery.Type, ApiNames.Of(delivery.State), delivery.Attempts, delivery.CreatedAt.ToDateTimeOffset(),
        delivery.NextAttemptAt?.ToDateTimeOffset(), delivery.ExpiresAt.ToDateTimeOffset(), delivery.AnsweredAt?.ToDateTimeOffset(), delivery.LastAnswer);
}

/// <param name="Count">How many are sent again.</param>
internal sealed record AgainView(int Count);
