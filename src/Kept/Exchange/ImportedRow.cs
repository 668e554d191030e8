using Kept.Domain.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Kept.Exchange;

/// <summary>Something of a case that came out of another system, by the name it had there: what makes a repeated import harmless.</summary>
/// <param name="kind">The kind of its table, such as "contacts".</param>
/// <param name="rowId">What it has become here.</param>
/// <param name="replacedBy">Of a promise, the name of the one given in its place.</param>
internal sealed class ImportedRow(string source, string kind, string externalId, CaseId caseId, long rowId, string? replacedBy, Instant at)
{
    public string Source { get; private set; } = source;

    public string Kind { get; private set; } = kind;

    public string ExternalId { get; private set; } = externalId;

    public CaseId CaseId { get; private set; } = caseId;

    public long RowId { get; private set; } = rowId;

    public string? ReplacedBy { get; private set; } = replacedBy;

    public Instant At { get; private set; } = at;
}

internal sealed class ImportedRowMapping : IEntityTypeConfiguration<ImportedRow>
{
    public void Configure(EntityTypeBuilder<ImportedRow> builder)
    {
        builder.ToTable("imported_rows").HasKey(imported => new { imported.Source, imported.Kind, imported.ExternalId });
        builder.HasOne<Case>().WithMany().HasForeignKey(imported => imported.CaseId);
    }
}
