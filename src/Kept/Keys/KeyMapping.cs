using Kept.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Kept.Keys;

internal sealed class PartnerMapping : IEntityTypeConfiguration<Partner>
{
    public void Configure(EntityTypeBuilder<Partner> builder)
    {
        builder.ToTable("partners").Property(partner => partner.Id).ValueGeneratedNever();
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(partner => partner.MadeById);
    }
}

internal sealed class AccessKeyMapping : IEntityTypeConfiguration<AccessKey>
{
    public void Configure(EntityTypeBuilder<AccessKey> builder)
    {
        builder.ToTable("access_keys").Property(key => key.Id).ValueGeneratedNever();
        builder.HasOne<Partner>().WithMany().HasForeignKey(key => key.PartnerId);
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(key => key.StaffId);
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(key => key.MadeById);
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(key => key.RevokedById);
        builder.Property(key => key.RevokedAt).IsConcurrencyToken();
    }
}
