using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Kept.Mail.Outgoing;

/// <summary>An address that somebody has shown to read, by using something that stood only in mail to it.</summary>
internal sealed class ConfirmedAddress(string addressKey, Instant confirmedAt)
{
    public string AddressKey { get; private set; } = addressKey;

    public Instant ConfirmedAt { get; private set; } = confirmedAt;
}

internal sealed class ConfirmedAddressMapping : IEntityTypeConfiguration<ConfirmedAddress>
{
    public void Configure(EntityTypeBuilder<ConfirmedAddress> builder) =>
        builder.ToTable("confirmed_addresses").HasKey(address => address.AddressKey);
}
