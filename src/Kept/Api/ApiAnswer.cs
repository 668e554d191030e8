using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Kept.Api;

/// <summary>
/// What a request under an <c>Idempotency-Key</c> was answered, saved in the same transaction as what it did: the same key
/// again gets it again, and nothing is done twice.
/// </summary>
internal sealed class ApiAnswer(
    string scope, string idempotencyKey, string requestHash, int status, string body, string? entityTag, Instant at)
{
    /// <summary>Whose key it is: of different programs the same text means different requests.</summary>
    public string Scope { get; private set; } = scope;

    public string IdempotencyKey { get; private set; } = idempotencyKey;

    public string RequestHash { get; private set; } = requestHash;

    public int Status { get; private set; } = status;

    public string Body { get; private set; } = body;

    public string? EntityTag { get; private set; } = entityTag;

    public Instant At { get; private set; } = at;
}

internal sealed class ApiAnswerMapping : IEntityTypeConfiguration<ApiAnswer>
{
    public void Configure(EntityTypeBuilder<ApiAnswer> builder) =>
        builder.ToTable("api_answers").HasKey(answer => new { answer.Scope, answer.IdempotencyKey });
}
