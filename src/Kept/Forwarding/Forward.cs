using Kept.Domain.Cases;
using Kept.Domain.Messages;
using Kept.Domain.Partners;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Kept.Forwarding;

internal enum ForwardState
{
    /// <summary>To be sent, or tried again.</summary>
    Waiting,

    /// <summary>They took it and gave a token; their number for it comes later.</summary>
    Promised,

    /// <summary>They have it and work on it.</summary>
    WithThem,

    /// <summary>They say that it is done.</summary>
    Done,

    /// <summary>They say that they will do nothing (more): it is ours again.</summary>
    Returned,

    /// <summary>They refused it, or could not be reached for three days. An agent decides.</summary>
    Failed,
}

/// <summary>
/// A case that somebody else does work for. The row is saved with the case; a worker sends it. It is never sent a second
/// time while it may have arrived: then the worker looks first whether they have it.
/// </summary>
internal sealed class Forward : IQueuedRow
{
    private static readonly Duration Lifetime = Duration.FromHours(72);
    private const int LongestAnswer = 500;

    private Forward()
    {
    }

    public Forward(long id, CaseId caseId, string partner, Instant now) =>
        (Id, CaseId, Partner, CreatedAt, NextAttemptAt, ExpiresAt) = (id, caseId, partner, now, now, now + Lifetime);

    public long Id { get; private set; }

    public int Version { get; private set; }

    public CaseId CaseId { get; private set; }

    /// <summary>The short name of the setting.</summary>
    public string Partner { get; private set; } = "";

    public ForwardState State { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>An attempt may have arrived although no answer said so.</summary>
    public bool MayHaveArrived { get; private set; }

    public Instant CreatedAt { get; private set; }

    /// <summary>Since when they could have it; the look-up starts there.</summary>
    public Instant? FirstAttemptAt { get; private set; }

    public Instant? NextAttemptAt { get; private set; }

    public Instant ExpiresAt { get; private set; }

    public Instant? SentAt { get; private set; }

    /// <summary>What was sent, field by field, without the key.</summary>
    public string? Sent { get; private set; }

    public string? Token { get; private set; }

    /// <summary>Their service_request_id.</summary>
    public string? TheirId { get; private set; }

    public WorkStatus? TheirStatus { get; private set; }

    /// <summary>When they last said something new, by their clock.</summary>
    public Instant? TheirChangeAt { get; private set; }

    /// <summary>What the last attempt came to; their own words where they gave any.</summary>
    public string? LastAnswer { get; private set; }

    /// <summary>A worker takes it in hand; should it die, the row is due again then, and may have arrived.</summary>
    public void Lease(Instant now, Instant until)
    {
        (FirstAttemptAt, NextAttemptAt, Attempts) = (FirstAttemptAt ?? now, until, Attempts + 1);
        Version++;
    }

    /// <summary>Written down before anything leaves: from here on they may have it.</summary>
    public void Sending(string sent)
    {
        (Sent, MayHaveArrived) = (sent, true);
        Version++;
    }

    public void WasTaken(string theirId, Instant now)
    {
        (State, TheirId, SentAt, NextAttemptAt, LastAnswer) = (ForwardState.WithThem, theirId, now, null, null);
        Version++;
    }

    public void WasPromised(string token, Instant now)
    {
        (State, Token, SentAt, LastAnswer, ExpiresAt) = (ForwardState.Promised, token, now, null, now + Lifetime);
        NextAttemptAt = now + Duration.FromMinutes(1);
        Version++;
    }

    public void WasRefused(string answer)
    {
        (State, NextAttemptAt, LastAnswer) = (ForwardState.Failed, null, ShortWords.Of(answer, LongestAnswer));
        Version++;
    }

    /// <summary>Not this time. Given up at the end of its time.</summary>
    /// <param name="mayHaveArrived">False only when it is certain that nothing reached them.</param>
    public void WasNotTaken(Instant now, string answer, bool mayHaveArrived)
    {
        (MayHaveArrived, LastAnswer) = (mayHaveArrived, ShortWords.Of(answer, LongestAnswer));
        NextAttemptAt = RetrySchedule.NextAttempt(Math.Max(Attempts, 1), now, ExpiresAt);
        State = NextAttemptAt is null ? ForwardState.Failed : State;
        Version++;
    }

    /// <summary>They said something; an older word than the last one changes nothing but the list of updates.</summary>
    /// <param name="said">Null for words without a status, which change no state.</param>
    /// <param name="at">By their clock.</param>
    public void Heard(WorkStatus? said, Instant at)
    {
        if (said is not { } status || TheirChangeAt > at)
        {
            return;
        }

        (TheirStatus, TheirChangeAt) = (status, at);
        State = status.IsDone() ? ForwardState.Done : status.Ends() ? ForwardState.Returned : ForwardState.WithThem;
        Version++;
    }

    /// <summary>They were told that it is not done after all: what they do is followed again.</summary>
    public void WorkGoesOn()
    {
        if (State == ForwardState.Done)
        {
            State = ForwardState.WithThem;
            Version++;
        }
    }

    /// <summary>An agent has it tried again. False unless it failed.</summary>
    public bool SendNow(Instant now)
    {
        if (State != ForwardState.Failed)
        {
            return false;
        }

        (State, NextAttemptAt, ExpiresAt, Attempts) = (Token is null ? ForwardState.Waiting : ForwardState.Promised, now, now + Lifetime, 0);
        Version++;
        return true;
    }
}

internal sealed class ForwardMapping : IEntityTypeConfiguration<Forward>
{
    public void Configure(EntityTypeBuilder<Forward> builder)
    {
        builder.ToTable("forwards").Property(forward => forward.Id).ValueGeneratedNever();
        builder.Property(forward => forward.Version).IsConcurrencyToken();
        builder.HasOne<Case>().WithMany().HasForeignKey(forward => forward.CaseId);
    }
}
