using Kept.Domain.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Kept.Exchange;

/// <summary>A case that came out of another system, by the name it had there: what makes a repeated import harmless.</summary>
internal sealed class ImportedCase(string source, string externalId, CaseId caseId, Instant at)
{
    public string Source { get; private set; } = source;

    public string ExternalId { get; private set; } = externalId;

    public CaseId CaseId { get; private set; } = caseId;

    public Instant At { get; private set; } = at;
}

internal sealed class ImportedCaseMapping : IEntityTypeConfiguration<ImportedCase>
{
    public void Configure(EntityTypeBuilder<ImportedCase> builder)
    {
        builder.ToTable("imported_cases").HasKey(imported => new { imported.Source, imported.ExternalId });
        builder.HasOne<Case>().WithMany().HasForeignKey(imported => imported.CaseId);
    }
}
