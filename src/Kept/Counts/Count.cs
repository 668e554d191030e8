using Kept.Domain.Counts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Kept.Counts;

/// <summary>A figure as far as changes have been folded into it. On its own it may lag; see <see cref="ReadCounts"/>.</summary>
internal sealed class Count
{
    private Count()
    {
    }

    public Count(CountKey key, long n) =>
        (Day, ServiceCode, Team, What, N) = (key.Week, key.Service, key.Team, key.What, n);

    public LocalDate Day { get; private set; }

    public string ServiceCode { get; private set; } = "";

    public string Team { get; private set; } = "";

    public string What { get; private set; } = "";

    public long N { get; private set; }

    public CountKey Key => new(Day, ServiceCode, Team, What);

    public void Add(long change) => N += change;
}

/// <summary>What one save changed in a figure: a row of its own, so that savers never wait for each other.</summary>
internal sealed class CountChange
{
    private CountChange()
    {
    }

    public CountChange(long id, CountKey key, long n) =>
        (Id, Day, ServiceCode, Team, What, N) = (id, key.Week, key.Service, key.Team, key.What, n);

    public long Id { get; private set; }

    public LocalDate Day { get; private set; }

    public string ServiceCode { get; private set; } = "";

    public string Team { get; private set; } = "";

    public string What { get; private set; } = "";

    public long N { get; private set; }

    /// <summary>Made of the cases that are saved with it, and made again when that save is tried again.</summary>
    public bool OfThisSave { get; init; }

    public CountKey Key => new(Day, ServiceCode, Team, What);
}

/// <summary>How often changes have been folded into counts; there is one row.</summary>
internal sealed class CountFolds
{
    private CountFolds()
    {
    }

    public int Number { get; private set; } = 1;

    public long Generation { get; private set; }

    public void Folded() => Generation++;
}

/// <summary>That everything was counted anew.</summary>
/// <param name="number">1, 2, 3 …: of two that ran at once, the second finds its number taken.</param>
/// <param name="corrected">How many figures were not what they should have been.</param>
internal sealed class Recount(int number, Instant at, long cases, long corrected)
{
    public int Number { get; private set; } = number;

    public Instant At { get; private set; } = at;

    public long Cases { get; private set; } = cases;

    public long Corrected { get; private set; } = corrected;
}

internal sealed class CountMapping : IEntityTypeConfiguration<Count>
{
    public void Configure(EntityTypeBuilder<Count> builder)
    {
        builder.ToTable("counts").HasKey(count => new { count.Day, count.ServiceCode, count.Team, count.What });
        builder.Property(count => count.N).IsConcurrencyToken();
        builder.Ignore(count => count.Key);
    }
}

internal sealed class CountChangeMapping : IEntityTypeConfiguration<CountChange>
{
    public void Configure(EntityTypeBuilder<CountChange> builder)
    {
        builder.ToTable("count_changes").Property(change => change.Id).ValueGeneratedNever();
        builder.Ignore(change => change.Key).Ignore(change => change.OfThisSave);
    }
}

internal sealed class CountFoldsMapping : IEntityTypeConfiguration<CountFolds>
{
    public void Configure(EntityTypeBuilder<CountFolds> builder)
    {
        builder.ToTable("count_folds").HasKey(folds => folds.Number);
        builder.Property(folds => folds.Number).ValueGeneratedNever();
        builder.Property(folds => folds.Generation).IsConcurrencyToken();
    }
}

internal sealed class RecountMapping : IEntityTypeConfiguration<Recount>
{
    public void Configure(EntityTypeBuilder<Recount> builder)
    {
        builder.ToTable("recounts").HasKey(recount => recount.Number);
        builder.Property(recount => recount.Number).ValueGeneratedNever();
    }
}
