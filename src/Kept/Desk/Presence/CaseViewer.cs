using Kept.Domain.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Kept.Desk.Presence;

/// <summary>Somebody has a case open. Kept in the database, so that colleagues see each other whichever process serves them.</summary>
internal sealed class CaseViewer(CaseId caseId, long staffId, Instant seenAt, bool writing)
{
    public CaseId CaseId { get; private set; } = caseId;

    public long StaffId { get; private set; } = staffId;

    public Instant SeenAt { get; private set; } = seenAt;

    /// <summary>Words stand in a form that has not been sent.</summary>
    public bool Writing { get; private set; } = writing;

    public void See(Instant now, bool writing) => (SeenAt, Writing) = (now, writing);
}

internal sealed class CaseViewerMapping : IEntityTypeConfiguration<CaseViewer>
{
    public void Configure(EntityTypeBuilder<CaseViewer> builder)
    {
        builder.ToTable("case_viewers").HasKey(viewer => new { viewer.CaseId, viewer.StaffId });
    }
}
