using Kept.Domain.Cases;
using Kept.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Kept.Cases;

public enum ProposalKind
{
    /// <summary>To everybody who follows the case.</summary>
    Message,

    /// <summary>For colleagues.</summary>
    Note,
}

/// <summary>
/// Words that a program would say. Nothing happens with them until a person has read them on the page of the case, and sends
/// them, as they are or changed, in the own name.
/// </summary>
internal sealed class Proposal(long id, CaseId caseId, ProposalKind kind, string words, long staffId, string source, Instant at)
{
    public long Id { get; private set; } = id;

    public CaseId CaseId { get; private set; } = caseId;

    public ProposalKind Kind { get; private set; } = kind;

    public string Words { get; private set; } = words;

    /// <summary>By whose key.</summary>
    public long StaffId { get; private set; } = staffId;

    /// <summary>What that key is for, as its owner has named it.</summary>
    public string Source { get; private set; } = source;

    public Instant At { get; private set; } = at;

    /// <summary>A concurrency token: of two who decide at the same moment, the second save is refused.</summary>
    public Instant? DecidedAt { get; private set; }

    public long? DecidedById { get; private set; }

    /// <summary>Whether the words were used, as they were or changed; null while nobody has decided.</summary>
    public bool? Used { get; private set; }

    public void Decide(bool used, long by, Instant now) => (Used, DecidedById, DecidedAt) = (used, by, now);
}

internal sealed class ProposalMapping : IEntityTypeConfiguration<Proposal>
{
    public void Configure(EntityTypeBuilder<Proposal> builder)
    {
        builder.ToTable("proposals").Property(proposal => proposal.Id).ValueGeneratedNever();
        builder.Property(proposal => proposal.DecidedAt).IsConcurrencyToken();
        builder.HasOne<Case>().WithMany().HasForeignKey(proposal => proposal.CaseId);
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(proposal => proposal.StaffId);
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(proposal => proposal.DecidedById);
    }
}
