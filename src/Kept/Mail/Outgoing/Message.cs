using Kept.Domain.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Kept.Mail.Outgoing;

public enum MessageState
{
    /// <summary>Written, and held until an agent approves it.</summary>
    Draft,
    Waiting,
    Sent,

    /// <summary>Refused for good by the receiving side.</summary>
    Failed,

    /// <summary>Could not be delivered within 72 hours.</summary>
    Expired,

    /// <summary>Taken back before it was sent.</summary>
    Cancelled,
}

/// <summary>
/// One mail to one address: a row saved with the change that caused it, delivered afterwards by the worker. Its
/// Message-ID is fixed by the row, so that a second delivery after a crash is recognised as the same mail.
/// </summary>
internal sealed class Message
{
    public static readonly Duration Lifetime = Duration.FromHours(72);

    private Message()
    {
    }

    public Message(long id, MessageAddress to, string kind, string subject, Letter letter, Instant now)
    {
        (Id, CaseId, FollowerId, StaffId) = (id, to.CaseId, to.FollowerId, to.StaffId);
        (Recipient, RecipientKey, Language) = (to.Mail, ContactDetails.KeyOfMail(to.Mail), to.Language);
        (Kind, Subject, Letter) = (kind, subject, letter.ToJson());
        (State, CreatedAt, NextAttemptAt, ExpiresAt) = (MessageState.Waiting, now, now, now + Lifetime);
    }

    public long Id { get; private set; }

    public int Version { get; private set; }

    public CaseId? CaseId { get; private set; }

    public long? FollowerId { get; private set; }

    public long? StaffId { get; private set; }

    /// <summary>What it says: "received", "visit-not-done", "promise-broken" …</summary>
    public string Kind { get; private set; } = "";

    public string Recipient { get; private set; } = "";

    public string RecipientKey { get; private set; } = "";

    public string Language { get; private set; } = "en";

    public string Subject { get; private set; } = "";

    /// <summary>The <see cref="Outgoing.Letter"/> as JSON: the exact words, from which text and HTML are made.</summary>
    public string Letter { get; private set; } = "[]";

    public MessageState State { get; set; }

    public Instant CreatedAt { get; private set; }

    public Instant? NextAttemptAt { get; set; }

    public Instant? LeasedUntil { get; set; }

    public int Attempts { get; set; }

    public Instant ExpiresAt { get; private set; }

    public Instant? SentAt { get; set; }

    /// <summary>What the receiving side last answered.</summary>
    public string? LastAnswer { get; set; }

    /// <summary>Kept for approval instead of being sent.</summary>
    public Message AsDraft()
    {
        (State, NextAttemptAt) = (MessageState.Draft, null);
        return this;
    }

    public void Changed() => Version++;
}

/// <summary>To whom a message goes.</summary>
internal sealed record MessageAddress(string Mail, string Language, CaseId? CaseId, long? FollowerId, long? StaffId = null);

internal sealed class MessageMapping : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.ToTable("messages").Property(message => message.Id).ValueGeneratedNever();
        builder.Property(message => message.Version).IsConcurrencyToken();
    }
}
