using Kept.Domain.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Kept.Surveys;

public enum SurveyAnswer
{
    Yes,

    /// <summary>It is not done: opens the case again.</summary>
    No,

    /// <summary>"I do not know", or "I have not looked".</summary>
    Unsure,
}

/// <summary>The one question after a case has been closed: is it really done? One a person and closing.</summary>
internal sealed class Survey(long id, CaseId caseId, long followerId, int round, Instant due)
{
    public long Id { get; private set; } = id;

    public CaseId CaseId { get; private set; } = caseId;

    public long FollowerId { get; private set; } = followerId;

    /// <summary>Stands in the buttons of the mail.</summary>
    public Secret Secret { get; private set; } = Secret.NewRandom();

    /// <summary>How often the case had been opened again before.</summary>
    public int Round { get; private set; } = round;

    public Instant Due { get; private set; } = due;

    public Instant? AskedAt { get; private set; }

    public SurveyAnswer? Answer { get; private set; }

    public Instant? AnsweredAt { get; private set; }

    public string? Comment { get; private set; }

    public void Ask(Instant now) => AskedAt = now;

    /// <summary>A later answer takes the place of the one before.</summary>
    public void Give(SurveyAnswer answer, Instant now) => (Answer, AnsweredAt) = (answer, now);

    public void Say(string comment) => Comment = comment;
}

internal sealed class SurveyMapping : IEntityTypeConfiguration<Survey>
{
    public void Configure(EntityTypeBuilder<Survey> builder)
    {
        builder.ToTable("surveys").Property(survey => survey.Id).ValueGeneratedNever();
        builder.HasOne<Case>().WithMany().HasForeignKey(survey => survey.CaseId);
    }
}
