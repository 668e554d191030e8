using Kept.Domain.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Kept.Open311;

/// <summary>Which partner a case came from, and what that partner calls the person.</summary>
internal sealed class PartnerRequest(CaseId caseId, long partnerId, string? accountId, string? deviceId)
{
    public CaseId CaseId { get; private set; } = caseId;

    public long PartnerId { get; private set; } = partnerId;

    public string? AccountId { get; private set; } = accountId;

    public string? DeviceId { get; private set; } = deviceId;
}

internal sealed class PartnerRequestMapping : IEntityTypeConfiguration<PartnerRequest>
{
    public void Configure(EntityTypeBuilder<PartnerRequest> builder)
    {
        builder.ToTable("partner_requests").HasKey(request => request.CaseId);
        builder.Property(request => request.CaseId).ValueGeneratedNever();
        builder.HasOne<Case>().WithOne().HasForeignKey<PartnerRequest>(request => request.CaseId);
    }
}
