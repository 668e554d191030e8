using Kept.Domain.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Kept.Cases;

/// <summary>One place in one slot of a service. The database allows each place once, so a slot is never overbooked.</summary>
internal sealed class Booking(long id, CaseId caseId, string serviceCode, Instant slotStart, int placeNumber)
{
    public long Id { get; private set; } = id;

    public CaseId CaseId { get; private set; } = caseId;

    public string ServiceCode { get; private set; } = serviceCode;

    public Instant SlotStart { get; private set; } = slotStart;

    public int PlaceNumber { get; private set; } = placeNumber;
}

internal sealed class BookingMapping : IEntityTypeConfiguration<Booking>
{
    public void Configure(EntityTypeBuilder<Booking> builder)
    {
        builder.ToTable("bookings").Property(booking => booking.Id).ValueGeneratedNever();
        builder.HasOne<Case>().WithMany().HasForeignKey(booking => booking.CaseId);
    }
}
