using Kept.Domain.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Kept.Open311;

/// <summary>An update that a partner sent of a request, by the partner's own name for it there: the same again does nothing.</summary>
internal sealed class PartnerUpdate(long id, long partnerId, string updateId, CaseId caseId, string status, Instant at, Instant receivedAt, string? content)
{
    /// <summary>Our name for it.</summary>
    public long Id { get; private set; } = id;

    public long PartnerId { get; private set; } = partnerId;

    public string UpdateId { get; private set; } = updateId;

    public CaseId CaseId { get; private set; } = caseId;

    public string Status { get; private set; } = status;

    /// <summary>When it was so, as the partner says.</summary>
    public Instant At { get; private set; } = at;

    public Instant ReceivedAt { get; private set; } = receivedAt;

    /// <summary>Stands for what it said (<see cref="SendUpdate.UpdateForm.Content"/>); null for those of older versions, which did not keep it.</summary>
    public string? Content { get; private set; } = content;
}

internal sealed class PartnerUpdateMapping : IEntityTypeConfiguration<PartnerUpdate>
{
    public void Configure(EntityTypeBuilder<PartnerUpdate> builder)
    {
        builder.ToTable("partner_updates").Property(update => update.Id).ValueGeneratedNever();
        builder.HasOne<Case>().WithMany().HasForeignKey(update => update.CaseId);
    }
}
