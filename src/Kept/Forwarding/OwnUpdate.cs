using System.Globalization;
using Kept.Domain.Messages;
using Kept.Domain.Partners;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Kept.Forwarding;

internal enum OwnUpdateState
{
    /// <summary>To be sent as soon as they have the case, or tried again.</summary>
    Waiting,

    /// <summary>They took it.</summary>
    Taken,

    /// <summary>They refused it, or could not be reached for three days. An agent decides.</summary>
    Failed,
}

/// <summary>
/// Something a partner is told about a case that they were given: what was added, that it is closed, taken back or open again.
/// The row is saved with the change and names what it is about; the words are read when it is sent. Its id is its name for
/// the partner, the same at every attempt.
/// </summary>
internal sealed class OwnUpdate : IQueuedRow
{
    private static readonly Duration Lifetime = Duration.FromHours(72);
    private const int LongestAnswer = 500;

    private OwnUpdate()
    {
    }

    /// <param name="id">Its own.</param>
    /// <param name="forwardId">To whom.</param>
    /// <param name="eventId">The line of the timeline; null where only files came.</param>
    /// <param name="status">What it says about the matter.</param>
    /// <param name="at">When it happened.</param>
    /// <param name="files">Photos and documents that came with it.</param>
    public OwnUpdate(long id, long forwardId, long? eventId, WorkStatus status, Instant at, IEnumerable<long> files) =>
        (Id, ForwardId, EventId, Status, At, NextAttemptAt, Files) =
        (id, forwardId, eventId, status, at, at, string.Join(',', files.Select(file => file.ToString(CultureInfo.InvariantCulture))));

    public long Id { get; private set; }

    public int Version { get; private set; }

    public long ForwardId { get; private set; }

    public long? EventId { get; private set; }

    public WorkStatus Status { get; private set; }

    public Instant At { get; private set; }

    /// <summary>Ids of uploads, with commas between them.</summary>
    public string Files { get; private set; } = "";

    public OwnUpdateState State { get; private set; }

    public int Attempts { get; private set; }

    public Instant? FirstAttemptAt { get; private set; }

    public Instant? NextAttemptAt { get; private set; }

    public Instant? SentAt { get; private set; }

    /// <summary>What was sent, field by field, without the key.</summary>
    public string? Sent { get; private set; }

    /// <summary>Their update_id.</summary>
    public string? TheirId { get; private set; }

    /// <summary>What the last attempt came to; their own words where they gave any.</summary>
    public string? LastAnswer { get; private set; }

    /// <summary>Made of what its save changes, and made again when that save is tried again.</summary>
    public bool OfThisSave { get; init; }

    public long[] FileIds => [.. Files.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => long.Parse(id, CultureInfo.InvariantCulture))];

    public void Lease(Instant now, Instant until)
    {
        (FirstAttemptAt, NextAttemptAt, Attempts) = (FirstAttemptAt ?? now, until, Attempts + 1);
        Version++;
    }

    public void WasTaken(string sent, string? theirId, Instant now)
    {
        (State, Sent, TheirId, SentAt, NextAttemptAt, LastAnswer) = (OwnUpdateState.Taken, sent, theirId, now, null, null);
        Version++;
    }

    public void WasRefused(string? sent, string answer)
    {
        (State, Sent, NextAttemptAt, LastAnswer) = (OwnUpdateState.Failed, sent, null, ShortWords.Of(answer, LongestAnswer));
        Version++;
    }

    /// <summary>Not this time. Given up at the end of its time.</summary>
    public void WasNotTaken(string sent, Instant now, string answer)
    {
        NextAttemptAt = RetrySchedule.NextAttempt(Math.Max(Attempts, 1), now, (FirstAttemptAt ?? now) + Lifetime);
        (State, Sent, LastAnswer) = (NextAttemptAt is null ? OwnUpdateState.Failed : OwnUpdateState.Waiting, sent, ShortWords.Of(answer, LongestAnswer));
        Version++;
    }

    /// <summary>An agent has it tried again. False unless it failed.</summary>
    public bool SendNow(Instant now)
    {
        if (State != OwnUpdateState.Failed)
        {
            return false;
        }

        (State, NextAttemptAt, FirstAttemptAt, Attempts) = (OwnUpdateState.Waiting, now, null, 0);
        Version++;
        return true;
    }
}

internal sealed class OwnUpdateMapping : IEntityTypeConfiguration<OwnUpdate>
{
    public void Configure(EntityTypeBuilder<OwnUpdate> builder)
    {
        builder.ToTable("forward_own_updates").Property(update => update.Id).ValueGeneratedNever();
        builder.Property(update => update.Version).IsConcurrencyToken();
        builder.Ignore(update => update.OfThisSave).Ignore(update => update.FileIds);
        builder.HasOne<Forward>().WithMany().HasForeignKey(update => update.ForwardId);
    }
}
