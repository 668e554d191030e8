using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Kept.Webhooks;

public enum WebhookChangeKind
{
    Made,
    Edited,
    SecretRenewed,
    Paused,
    WentOn,
    Deleted,
    Replayed,
}

/// <summary>What an administrator did with a webhook. Written with the change, never edited, and left when it is deleted.</summary>
internal sealed class WebhookChange(long id, long webhookId, long byId, WebhookChangeKind kind, string name, Instant at)
{
    public long Id { get; private set; } = id;

    public long WebhookId { get; private set; } = webhookId;

    public long ById { get; private set; } = byId;

    public WebhookChangeKind Kind { get; private set; } = kind;

    public string Name { get; private set; } = name;

    public Instant At { get; private set; } = at;
}

internal sealed class WebhookChangeMapping : IEntityTypeConfiguration<WebhookChange>
{
    public void Configure(EntityTypeBuilder<WebhookChange> builder) =>
        builder.ToTable("webhook_changes").Property(change => change.Id).ValueGeneratedNever();
}
