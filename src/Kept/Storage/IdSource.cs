using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Storage;

/// <summary>
/// Gives ids to rows before they are saved, so that one save writes a case with everything that belongs to it in one
/// batch. An id is 64 bits: 41 bits of milliseconds since 2020, ten bits of this process, twelve bits of sequence.
/// Ids of one process rise; ids of two processes never meet as long as their numbers differ. Every start of the program
/// draws the next number from the database that nobody holds, so that a clock that was put back while it stood still does no
/// harm either.
/// </summary>
internal sealed class IdSource(IClock clock)
{
    private const int SequenceBits = 12;
    private const int ProcessBits = 10;
    public const int Processes = 1 << ProcessBits;
    private static readonly Instant Start = Instant.FromUtc(2020, 1, 1, 0, 0);

    private readonly Lock gate = new();
    private long lastTick;
    private int sequence;
    private readonly string holder = Guid.NewGuid().ToString("N");
    private long? process;

    /// <summary>How many starts of the program the database has counted, this one included; the last ten bits are used.</summary>
    public void UseStart(long number)
    {
        lock (gate)
        {
            (process, lastTick, sequence) = (number & (Processes - 1), lastTick + 1, 0); // ids go on rising under the other number
        }
    }

    public async Task DrawAsync(DbConnection connection, DbTransaction? transaction = null) =>
        UseStart(await ProcessNumbers.DrawAsync(connection, holder, clock.GetCurrentInstant(), transaction));

    /// <summary>For a command that works beside the program, on a database that is as it should be.</summary>
    public async Task UseNextStartAsync(KeptDb db, CancellationToken cancellationToken)
    {
        if (process is null)
        {
            await DrawAsync(db, cancellationToken);
        }
    }

    /// <summary>Says that the number is still held; draws another if somebody took it while nothing was heard of this process.</summary>
    public async Task HoldAsync(KeptDb db, CancellationToken cancellationToken)
    {
        var held = await db.Set<ProcessHolder>().FirstOrDefaultAsync(held => held.Number == process && held.Holder == holder, cancellationToken);
        if (held is null)
        {
            await DrawAsync(db, cancellationToken);
        }
        else
        {
            held.Hear(clock.GetCurrentInstant());
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    private async Task DrawAsync(KeptDb db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        await DrawAsync(db.Database.GetDbConnection());
        await db.Database.CloseConnectionAsync();
    }

    /// <summary>No id that was given at this moment or later is smaller.</summary>
    public static long FirstAt(Instant moment) => (long)(moment - Start).TotalMilliseconds << (SequenceBits + ProcessBits);

    /// <exception cref="InvalidOperationException">The database has not been prepared: it gives this process its number.</exception>
    public long Next()
    {
        lock (gate)
        {
            var mine = process ?? throw new InvalidOperationException("Ids are given once the database has been brought up to date.");
            var tick = (long)(clock.GetCurrentInstant() - Start).TotalMilliseconds;
            if (tick > lastTick)
            {
                (lastTick, sequence) = (tick, 0);
            }
            else if (++sequence == 1 << SequenceBits)
            {
                (lastTick, sequence) = (lastTick + 1, 0);
            }

            return (lastTick << (SequenceBits + ProcessBits)) | (mine << SequenceBits) | (uint)sequence;
        }
    }
}
