using Kept.Domain.Cases;
using Kept.Domain.Messages;
using Kept.Outside;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Kept.Files;

internal enum MediaState
{
    Waiting,
    Taken,

    /// <summary>Not a file that we take, or no address that may be fetched.</summary>
    Refused,

    /// <summary>Tried for a day in vain.</summary>
    GivenUp,
}

/// <summary>
/// A photo or document that a partner named by its address. The row is saved with the case; a worker fetches it. Where it cannot,
/// the address stands on the case for staff.
/// </summary>
internal sealed class PartnerMedia : IQueuedRow
{
    private const int LongestAddress = 2000;

    private static readonly Duration Lifetime = Duration.FromHours(24);

    private PartnerMedia()
    {
    }

    public PartnerMedia(long id, CaseId caseId, string address, FilePurpose purpose, bool isPublic, Instant now) =>
        (Id, CaseId, Address, Purpose, IsPublic, NextAttemptAt, ExpiresAt) = (id, caseId, address, purpose, isPublic, now, now + Lifetime);

    public long Id { get; private set; }

    public int Version { get; private set; }

    public CaseId CaseId { get; private set; }

    public string Address { get; private set; } = "";

    public FilePurpose Purpose { get; private set; }

    public bool IsPublic { get; private set; }

    public MediaState State { get; private set; }

    public int Attempts { get; private set; }

    public Instant? NextAttemptAt { get; private set; }

    public Instant ExpiresAt { get; private set; }

    /// <summary>What the last attempt came to, as a word for whoever looks into the database.</summary>
    public string? LastAnswer { get; private set; }

    /// <summary>Whether it is an address at all; whether it leads anywhere, and not inside, is found out when it is fetched.</summary>
    public static bool MayBeFetched(string address) =>
        address.Length <= LongestAddress && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    /// <summary>Not fetched, as its address is one without encryption.</summary>
    public bool WasUnencrypted() =>
        LastAnswer == nameof(OutsideTrouble.BadAddress) && Address.StartsWith(Uri.UriSchemeHttp + ":", StringComparison.OrdinalIgnoreCase);

    public void Lease(Instant now, Instant until)
    {
        (NextAttemptAt, Attempts) = (until, Attempts + 1);
        Version++;
    }

    public void End(MediaState state, string answer)
    {
        (State, NextAttemptAt, LastAnswer) = (state, null, answer);
        Version++;
    }

    /// <summary>Not this time.</summary>
    public void Postpone(Instant now, string answer)
    {
        NextAttemptAt = RetrySchedule.NextAttempt(Math.Max(Attempts, 1), now, ExpiresAt);
        State = NextAttemptAt is null ? MediaState.GivenUp : MediaState.Waiting;
        LastAnswer = answer;
        Version++;
    }
}

internal sealed class PartnerMediaMapping : IEntityTypeConfiguration<PartnerMedia>
{
    public void Configure(EntityTypeBuilder<PartnerMedia> builder)
    {
        builder.ToTable("partner_media").Property(media => media.Id).ValueGeneratedNever();
        builder.Property(media => media.Version).IsConcurrencyToken();
        builder.HasOne<Case>().WithMany().HasForeignKey(media => media.CaseId);
    }
}
