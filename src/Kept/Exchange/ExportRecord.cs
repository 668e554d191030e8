using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Kept.Exchange;

/// <summary>That somebody took data out: written before the first line goes, and completed after the last.</summary>
internal sealed class ExportRecord
{
    private ExportRecord()
    {
    }

    /// <param name="byId">Null for the command line.</param>
    public ExportRecord(long id, long? byId, ExportKind kind, string filter, Instant now) =>
        (Id, ById, Kind, Filter, StartedAt) = (id, byId, kind, filter, now);

    public long Id { get; private set; }

    public long? ById { get; private set; }

    public ExportKind Kind { get; private set; }

    /// <summary>By what it was narrowed, as it would stand in an address.</summary>
    public string Filter { get; private set; } = "";

    public Instant StartedAt { get; private set; }

    /// <summary>Null while it runs, and for one that was broken off.</summary>
    public Instant? FinishedAt { get; private set; }

    public long? Lines { get; private set; }

    public void Finish(long lines, Instant now) => (Lines, FinishedAt) = (lines, now);
}

internal sealed class ExportRecordMapping : IEntityTypeConfiguration<ExportRecord>
{
    public void Configure(EntityTypeBuilder<ExportRecord> builder) =>
        builder.ToTable("export_records").Property(record => record.Id).ValueGeneratedNever();
}
