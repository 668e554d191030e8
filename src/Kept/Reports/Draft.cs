using Kept.Catalogue;
using Kept.Domain.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Kept.Reports;

/// <summary>
/// Something that is still being written. It is kept under a secret that stands in the address of its pages, so that it
/// outlives a lost session, another browser and a restart. It keeps the version of the service under which it was begun.
/// </summary>
internal sealed class Draft
{
    private Draft()
    {
    }

    public Draft(long id, CataloguedService service, string language, long? assistedById, Instant now)
    {
        (Id, Secret, ServiceCode, ServiceVersionId) = (id, Secret.NewRandom(), service.Service.Code, service.VersionId);
        (Language, AssistedById, StartedAt, ChangedAt) = (language, assistedById, now, now);
    }

    public long Id { get; private set; }

    /// <summary>Rises with every change that was typed; a save on top of another is refused.</summary>
    public int Version { get; private set; }

    public Secret Secret { get; private set; }

    public string ServiceCode { get; private set; } = "";

    public long ServiceVersionId { get; private set; }

    /// <summary>The language in which we will write.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>See <see cref="Domain.Catalogue.Answers.AnswerJson"/>.</summary>
    public string Answers { get; private set; } = "{}";

    /// <summary>See <see cref="DraftDetails"/>.</summary>
    public string Details { get; private set; } = "{}";

    /// <summary>The member of staff who writes it for a caller.</summary>
    public long? AssistedById { get; private set; }

    public Instant StartedAt { get; private set; }

    public Instant ChangedAt { get; private set; }

    /// <summary>The case it became. From then on it only leads there.</summary>
    public CaseId? SentAsId { get; private set; }

    public void Answer(string answers, Instant now)
    {
        Answers = answers;
        Changed(now);
    }

    public void Describe(DraftDetails details, string language, Instant now)
    {
        (Details, Language) = (details.ToJson(), language);
        Changed(now);
    }

    /// <summary>Not a change of what was typed: the version stays, so that two sends at once meet at the case's key.</summary>
    public void Sent(CaseId receivedAs) => SentAsId = receivedAs;

    private void Changed(Instant now)
    {
        ChangedAt = now;
        Version++;
    }
}

internal sealed class DraftMapping : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> builder)
    {
        builder.ToTable("drafts").Property(draft => draft.Id).ValueGeneratedNever();
        builder.Property(draft => draft.Version).IsConcurrencyToken();
    }
}
