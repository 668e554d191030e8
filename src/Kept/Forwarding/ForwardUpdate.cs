using Kept.Domain.Partners;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Kept.Forwarding;

/// <summary>One word of theirs about a case, by their name for it: the same again does nothing.</summary>
internal sealed class ForwardUpdate(long id, long forwardId, string updateId, Instant at, Instant heardAt, WorkStatus? status, string? words)
{
    public long Id { get; private set; } = id;

    public long ForwardId { get; private set; } = forwardId;

    public string UpdateId { get; private set; } = updateId;

    /// <summary>By their clock.</summary>
    public Instant At { get; private set; } = at;

    public Instant HeardAt { get; private set; } = heardAt;

    /// <summary>Null where they gave none, or one that nobody told us: then it is words and changes nothing.</summary>
    public WorkStatus? Status { get; private set; } = status;

    /// <summary>Their own word for the status, where it is another.</summary>
    public string? Given { get; init; }

    public string? Words { get; private set; } = words;

    /// <summary>Who of them wrote it, name and address, where they say so.</summary>
    public string? Sender { get; init; }

    /// <summary>Stands for what it said, of updates that they sent us; null for those that we read.</summary>
    public string? Content { get; init; }
}

internal sealed class ForwardUpdateMapping : IEntityTypeConfiguration<ForwardUpdate>
{
    public void Configure(EntityTypeBuilder<ForwardUpdate> builder)
    {
        builder.ToTable("forward_updates").Property(update => update.Id).ValueGeneratedNever();
        builder.HasOne<Forward>().WithMany().HasForeignKey(update => update.ForwardId);
    }
}
