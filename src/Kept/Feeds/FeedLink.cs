using System.Security.Cryptography;
using System.Text;
using Kept.Domain.Cases;
using Kept.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Kept.Feeds;

/// <summary>A secret address at which a calendar program finds somebody's dates, or those of a team. Only its hash is kept.</summary>
internal sealed class FeedLink
{
    private FeedLink()
    {
    }

    /// <param name="id">Its own.</param>
    /// <param name="secret">Stands in the address.</param>
    /// <param name="staffId">Who made it; it works as long as this person may see what is in it.</param>
    /// <param name="team">Null for the person's own dates.</param>
    /// <param name="now">The moment.</param>
    public FeedLink(long id, Secret secret, long staffId, string? team, Instant now) =>
        (Id, SecretHash, StaffId, Team, MadeAt) = (id, HashOf(secret), staffId, team, now);

    public long Id { get; private set; }

    public string SecretHash { get; private set; } = "";

    public long StaffId { get; private set; }

    public string? Team { get; private set; }

    public Instant MadeAt { get; private set; }

    /// <summary>The secret is long and random, so that a fast hash keeps it.</summary>
    public static string HashOf(Secret secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(secret.Text)));

    /// <summary>Where a calendar program fetches it.</summary>
    public static string PathOf(Secret secret) => $"/calendar/{secret.Text}.ics";
}

internal sealed class FeedLinkMapping : IEntityTypeConfiguration<FeedLink>
{
    public void Configure(EntityTypeBuilder<FeedLink> builder)
    {
        builder.ToTable("feed_links").Property(link => link.Id).ValueGeneratedNever();
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(link => link.StaffId);
    }
}
