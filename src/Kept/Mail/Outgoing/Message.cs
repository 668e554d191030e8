using Kept.Domain.Cases;
using Kept.Domain.Messages;
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

    /// <summary>
    /// The part of the Message-ID that nobody can guess: an answer that quotes it comes from somebody who got this mail.
    /// </summary>
    public Secret Token { get; private set; } = Secret.NewRandom();

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

    public MessageState State { get; private set; }

    public Instant CreatedAt { get; private set; }

    /// <summary>Set while the message waits.</summary>
    public Instant? NextAttemptAt { get; private set; }

    /// <summary>Until then a worker has it in hand; after that the worker is taken for dead and the message is due again.</summary>
    public Instant? LeasedUntil { get; private set; }

    public int Attempts { get; private set; }

    public Instant ExpiresAt { get; private set; }

    public Instant? SentAt { get; private set; }

    /// <summary>What the last attempt came to, as a <see cref="DeliveryAnswer"/> is written.</summary>
    public string? LastAnswer { get; private set; }

    /// <summary>When it was first free to go: the date the mail itself carries, the same at every attempt.</summary>
    public Instant ReadyAt => IsShortLived ? CreatedAt : ExpiresAt - Lifetime;

    /// <summary>
    /// Of use until <see cref="ExpiresAt"/> alone, and told to somebody who asked for it: it waits behind what has to be told, and
    /// is dropped when its time is over.
    /// </summary>
    public bool IsShortLived => IsShort(CreatedAt, ExpiresAt);

    /// <summary>Whether a message with these times is of use for a short time alone; every other has days.</summary>
    public static bool IsShort(Instant createdAt, Instant expiresAt) => expiresAt - createdAt < Lifetime / 2;

    /// <summary>Kept for approval instead of being sent.</summary>
    public Message AsDraft()
    {
        (State, NextAttemptAt) = (MessageState.Draft, null);
        return this;
    }

    /// <summary>Dropped at this moment where it has not gone by then.</summary>
    /// <param name="end">Within a day of its making.</param>
    public Message OnlyUntil(Instant end)
    {
        ExpiresAt = end;
        return this;
    }

    /// <summary>An agent lets a draft go, or has a message tried again that failed or expired. False in any other state.</summary>
    public bool SendNow(Instant now)
    {
        if (State is not (MessageState.Draft or MessageState.Failed or MessageState.Expired) || (IsShortLived && ExpiresAt <= now))
        {
            return false;
        }

        (State, NextAttemptAt, ExpiresAt, Attempts) = (MessageState.Waiting, now, IsShortLived ? ExpiresAt : now + Lifetime, 0);
        Version++;
        return true;
    }

    /// <summary>Takes it back; false when it is too late for that.</summary>
    /// <param name="why">What is said to whoever asks why it never came.</param>
    public bool Cancel(DeliveryTrouble why)
    {
        if (State is not (MessageState.Draft or MessageState.Waiting))
        {
            return false;
        }

        (State, NextAttemptAt) = (MessageState.Cancelled, null);
        ForgetCodes();
        Answered(new DeliveryAnswer(why, ""));
        return true;
    }

    /// <summary>A worker takes it in hand.</summary>
    public void Lease(Instant until)
    {
        (LeasedUntil, Attempts) = (until, Attempts + 1);
        Version++;
    }

    /// <summary>The worker did not come to it: due as it was before.</summary>
    public void GiveBack()
    {
        (LeasedUntil, Attempts) = (null, Attempts - 1);
        Version++;
    }

    /// <summary>Not yet, as the address had enough mail lately. While nothing was tried, its 72 hours have not begun.</summary>
    public void Postpone(Instant until)
    {
        NextAttemptAt = until;
        ExpiresAt = Attempts == 0 && !IsShortLived ? until + Lifetime : ExpiresAt;
        Version++;
    }

    /// <summary>A one-time code in it is forgotten: it had to be here only to be sent.</summary>
    public void WasSent(Instant now, DeliveryAnswer answer)
    {
        ForgetCodes();
        (State, SentAt, NextAttemptAt) = (MessageState.Sent, now, null);
        Answered(answer);
    }

    public void WasRefused(DeliveryAnswer answer)
    {
        (State, NextAttemptAt) = (MessageState.Failed, null);
        Answered(answer);
    }

    /// <summary>Not this time: due again later, or expired; what is of use for a short time only is dropped then.</summary>
    public void WasNotTaken(Instant now, DeliveryAnswer answer)
    {
        if (IsShortLived && ExpiresAt <= now && Cancel(DeliveryTrouble.TooLate))
        {
            return;
        }

        NextAttemptAt = RetrySchedule.NextAttempt(Math.Max(Attempts, 1), now, ExpiresAt);
        State = NextAttemptAt is null ? MessageState.Expired : MessageState.Waiting;
        Answered(answer);
    }

    private void ForgetCodes()
    {
        var letter = Outgoing.Letter.FromJson(Letter);
        if (letter.Blocks.Any(block => block is LetterBlock.Heading { Code: not null }))
        {
            Letter = letter.WithoutCodes().ToJson();
        }
    }

    private void Answered(DeliveryAnswer answer)
    {
        (LastAnswer, LeasedUntil) = (answer.ToString(), null);
        Version++;
    }
}

/// <summary>To whom a message goes.</summary>
internal sealed record MessageAddress(string Mail, string Language, CaseId? CaseId, long? FollowerId, long? StaffId = null);

internal sealed class MessageMapping : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.ToTable("messages").Property(message => message.Id).ValueGeneratedNever();
        builder.Property(message => message.Version).IsConcurrencyToken();
        builder.Ignore(message => message.ReadyAt).Ignore(message => message.IsShortLived);
    }
}
