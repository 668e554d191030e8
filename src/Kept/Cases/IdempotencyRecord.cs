using Kept.Domain.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Kept.Cases;

/// <summary>
/// A submission that was accepted under a key: the same key again gets the first answer, and the same key with other
/// content is refused. Saved with the case, so that a double click, a reload or a retry makes one case.
/// </summary>
internal sealed class IdempotencyRecord(
    string scope, string idempotencyKey, string requestHash, CaseId caseId, int status, string answer, Instant at)
{
    /// <summary>Scope of what the wizard sends; the key is the draft's.</summary>
    public const string OfDrafts = "draft";

    /// <summary>Scope of what programs send.</summary>
    public const string OfPrograms = "api";

    /// <summary>Whose keys these are.</summary>
    public string Scope { get; private set; } = scope;

    public string IdempotencyKey { get; private set; } = idempotencyKey;

    public string RequestHash { get; private set; } = requestHash;

    public CaseId CaseId { get; private set; } = caseId;

    public int Status { get; private set; } = status;

    public string Answer { get; private set; } = answer;

    public Instant At { get; private set; } = at;
}

internal sealed class IdempotencyRecordMapping : IEntityTypeConfiguration<IdempotencyRecord>
{
    public void Configure(EntityTypeBuilder<IdempotencyRecord> builder)
    {
        builder.ToTable("idempotency_keys").HasKey(record => new { record.Scope, record.IdempotencyKey });
        builder.HasOne<Case>().WithMany().HasForeignKey(record => record.CaseId);
    }
}
