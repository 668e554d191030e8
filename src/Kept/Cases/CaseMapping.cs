using Kept.Domain.Cases;
using Kept.Domain.Promises;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Kept.Cases;

internal sealed class CaseMapping : IEntityTypeConfiguration<Case>
{
    public void Configure(EntityTypeBuilder<Case> builder)
    {
        builder.ToTable("cases");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.Property(c => c.MergedInto).Metadata.SetColumnName("merged_into_id");
        builder.Ignore(c => c.Place).Ignore(c => c.Reporter).Ignore(c => c.CurrentPromise).Ignore(c => c.OpenPromises).Ignore(c => c.IsWaitedForByOthers).Ignore(c => c.IsDone).Ignore(c => c.CurrentStage).Ignore(c => c.IsClosed);
        Part(builder, c => c.Followers, "followers");
        Part(builder, c => c.Stages, "stages");
        Part(builder, c => c.Promises, "promises");
        Part(builder, c => c.Pauses, "pauses");
        Part(builder, c => c.Visits, "visits");
        Part(builder, c => c.ContactLog, "contactLog");
        Part(builder, c => c.Events, "events");
    }

    private static void Part<T>(
        EntityTypeBuilder<Case> builder, System.Linq.Expressions.Expression<Func<Case, IEnumerable<T>?>> parts, string field)
        where T : class
    {
        builder.HasMany(parts).WithOne().HasForeignKey("CaseId");
        builder.Navigation(parts!).HasField(field).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}

internal sealed class FollowerMapping : IEntityTypeConfiguration<Follower>
{
    public void Configure(EntityTypeBuilder<Follower> builder)
    {
        builder.ToTable("followers").Property(follower => follower.Id).ValueGeneratedNever();
        builder.Ignore(follower => follower.IsFollowing).Ignore(follower => follower.IsGone);
    }
}

internal sealed class CaseStageMapping : IEntityTypeConfiguration<CaseStage>
{
    public void Configure(EntityTypeBuilder<CaseStage> builder) =>
        builder.ToTable("case_stages").Property(stage => stage.Id).ValueGeneratedNever();
}

internal sealed class PromiseMapping : IEntityTypeConfiguration<Promise>
{
    public void Configure(EntityTypeBuilder<Promise> builder)
    {
        builder.ToTable("promises").Property(promise => promise.Id).ValueGeneratedNever();
        builder.Ignore(promise => promise.IsOpen).Ignore(promise => promise.IsRunning);
    }
}

internal sealed class PauseMapping : IEntityTypeConfiguration<Pause>
{
    public void Configure(EntityTypeBuilder<Pause> builder) =>
        builder.ToTable("pauses").Property(pause => pause.Id).ValueGeneratedNever();
}

internal sealed class VisitMapping : IEntityTypeConfiguration<Visit>
{
    public void Configure(EntityTypeBuilder<Visit> builder) =>
        builder.ToTable("visits").Property(visit => visit.Id).ValueGeneratedNever();
}

internal sealed class ContactMapping : IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Contact> builder) =>
        builder.ToTable("contacts").Property(contact => contact.Id).ValueGeneratedNever();
}

internal sealed class CaseEventMapping : IEntityTypeConfiguration<CaseEvent>
{
    public void Configure(EntityTypeBuilder<CaseEvent> builder) =>
        builder.ToTable("case_events").Property(caseEvent => caseEvent.Id).ValueGeneratedNever();
}
