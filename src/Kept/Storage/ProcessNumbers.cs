using System.Data.Common;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Kept.Storage;

/// <summary>
/// The numbers under which ids are given out (see <see cref="IdSource"/>). They go round, and one that somebody holds is passed
/// over: short commands that run every few minutes would else come to the number of a program that runs for weeks.
/// </summary>
internal static class ProcessNumbers
{
    /// <summary>Whoever was not heard of for so long holds its number no more. The program says every half minute that it lives.</summary>
    public static readonly Duration Held = Duration.FromMinutes(15);

    private const string Claim = """
        INSERT INTO process_holders (number, holder, heard_at) VALUES (@number, @holder, @now)
        ON CONFLICT (number) DO UPDATE SET holder = excluded.holder, heard_at = excluded.heard_at
        WHERE process_holders.heard_at < @free OR process_holders.heard_at > @never
        """;

    /// <summary>How many were drawn, this one included; the number is what is left of it after whole rounds. Where all are held, one that is held.</summary>
    public static async Task<long> DrawAsync(DbConnection connection, string holder, Instant now, DbTransaction? transaction = null)
    {
        for (var tries = 1; ; tries++)
        {
            var drawn = await connection.ExecuteScalarAsync<long>(
                "UPDATE process_numbers SET last_drawn = last_drawn + 1 RETURNING last_drawn", transaction: transaction);
            var claim = new { number = (int)(drawn % IdSource.Processes), holder, now, free = now - Held, never = now + Held };
            if (await connection.ExecuteAsync(Claim, claim, transaction) > 0 || tries == IdSource.Processes)
            {
                return drawn;
            }
        }
    }
}

/// <summary>Who gives ids under a number, and when it was heard of last.</summary>
internal sealed class ProcessHolder
{
    private ProcessHolder()
    {
    }

    public int Number { get; private set; }

    public string Holder { get; private set; } = "";

    public Instant HeardAt { get; private set; }

    public void Hear(Instant now) => HeardAt = now;
}

internal sealed class ProcessHolderMapping : IEntityTypeConfiguration<ProcessHolder>
{
    public void Configure(EntityTypeBuilder<ProcessHolder> builder)
    {
        builder.ToTable("process_holders").HasKey(holder => holder.Number);
        builder.Property(holder => holder.Number).ValueGeneratedNever();
    }
}
