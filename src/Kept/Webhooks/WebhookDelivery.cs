using Kept.Domain.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Kept.Webhooks;

public enum DeliveryState
{
    Waiting,

    /// <summary>The endpoint answered that it has it.</summary>
    Delivered,

    /// <summary>Not taken within 72 hours.</summary>
    Expired,

    /// <summary>The webhook was switched off or deleted before.</summary>
    Cancelled,
}

/// <summary>
/// One turn of a case for one webhook: a row saved with the change, sent afterwards by the worker. Body and id are fixed
/// by the row, so that a second attempt after a crash is known as the same.
/// </summary>
internal sealed class WebhookDelivery
{
    public static readonly Duration Lifetime = Duration.FromHours(72);

    private WebhookDelivery()
    {
    }

    /// <param name="id">Its own.</param>
    /// <param name="webhookId">For whom.</param>
    /// <param name="turn">What is told.</param>
    /// <param name="now">The moment.</param>
    public WebhookDelivery(long id, long webhookId, Turn turn, Instant now)
    {
        (Id, WebhookId, CaseId, TurnId, Type, Body) = (id, webhookId, turn.CaseId, turn.Id, turn.Type, turn.Body);
        (CreatedAt, NextAttemptAt, ExpiresAt) = (now, now, now + Lifetime);
    }

    public long Id { get; private set; }

    public int Version { get; private set; }

    public long WebhookId { get; private set; }

    /// <summary>Null for a test.</summary>
    public CaseId? CaseId { get; private set; }

    /// <summary>The id of the timeline's line, and of the event for the receiver.</summary>
    public long TurnId { get; private set; }

    public string Type { get; private set; } = "";

    public string Body { get; private set; } = "";

    public DeliveryState State { get; private set; }

    public Instant CreatedAt { get; private set; }

    public Instant? NextAttemptAt { get; private set; }

    /// <summary>Until then a worker has it in hand.</summary>
    public Instant? LeasedUntil { get; private set; }

    public int Attempts { get; private set; }

    public Instant ExpiresAt { get; private set; }

    /// <summary>When the last attempt ended.</summary>
    public Instant? AnsweredAt { get; private set; }

    /// <summary>"204", or why there was no answer, such as "TooSlow".</summary>
    public string? LastAnswer { get; private set; }

    /// <summary>Made of what its save changes, and made again when that save is tried again.</summary>
    public bool OfThisSave { get; init; }

    /// <summary>As the receiver knows it, the same however often it is sent: what it may recognise doubles by.</summary>
    public string MessageId => TurnId.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public void Lease(Instant until)
    {
        (LeasedUntil, Attempts) = (until, Attempts + 1);
        Version++;
    }

    public void WasTaken(Instant now, string answer)
    {
        (State, NextAttemptAt) = (DeliveryState.Delivered, null);
        Answered(now, answer);
    }

    public void WasNotTaken(Instant now, Instant? nextAttempt, string answer)
    {
        (State, NextAttemptAt) = (nextAttempt is null ? DeliveryState.Expired : DeliveryState.Waiting, nextAttempt);
        Answered(now, answer);
    }

    /// <summary>Its time is over.</summary>
    public void Expire()
    {
        (State, NextAttemptAt, LeasedUntil) = (DeliveryState.Expired, null, null);
        Version++;
    }

    public void Cancel()
    {
        (State, NextAttemptAt, LeasedUntil) = (DeliveryState.Cancelled, null, null);
        Version++;
    }

    /// <summary>Not later than now: what held it back is over.</summary>
    public void BringForward(Instant now)
    {
        NextAttemptAt = now;
        Version++;
    }

    /// <summary>Before all that waits of other cases: somebody looks at what comes of it.</summary>
    public WebhookDelivery First(Instant now)
    {
        NextAttemptAt = now - Lifetime;
        return this;
    }

    /// <summary>Once more, with all its time before it. The receiver sees the same id.</summary>
    public void Replay(Instant now)
    {
        (State, NextAttemptAt, LeasedUntil, Attempts, ExpiresAt) = (DeliveryState.Waiting, now, null, 0, now + Lifetime);
        Version++;
    }

    private void Answered(Instant now, string answer)
    {
        (AnsweredAt, LastAnswer, LeasedUntil) = (now, answer, null);
        Version++;
    }
}

internal sealed class WebhookDeliveryMapping : IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.ToTable("webhook_deliveries").Property(delivery => delivery.Id).ValueGeneratedNever();
        builder.Property(delivery => delivery.Version).IsConcurrencyToken();
        builder.Ignore(delivery => delivery.OfThisSave).Ignore(delivery => delivery.MessageId);
        builder.HasOne<Webhook>().WithMany().HasForeignKey(delivery => delivery.WebhookId);
    }
}
