using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Kept.Forwarding;

/// <summary>When we look next at what a partner did.</summary>
internal sealed class ForwardFollowing(string partner, Instant since, Instant nextAt)
{
    public string Partner { get; private set; } = partner;

    public int Version { get; private set; }

    /// <summary>Up to here everything is known.</summary>
    public Instant Since { get; private set; } = since;

    public Instant NextAt { get; private set; } = nextAt;

    public void Look(Instant nextAt)
    {
        NextAt = nextAt;
        Version++;
    }

    public void Known(Instant since)
    {
        Since = since;
        Version++;
    }
}

internal sealed class ForwardFollowingMapping : IEntityTypeConfiguration<ForwardFollowing>
{
    public void Configure(EntityTypeBuilder<ForwardFollowing> builder)
    {
        builder.ToTable("forward_followings").HasKey(following => following.Partner);
        builder.Property(following => following.Version).IsConcurrencyToken();
    }
}
