using NodaTime;

namespace Kept.Storage;

/// <summary>
/// Gives ids to rows before they are saved, so that one save writes a case with everything that belongs to it in one
/// batch. An id is 64 bits: 41 bits of milliseconds since 2020, ten bits of this process, twelve bits of sequence.
/// Ids of one process rise; ids of two processes never meet as long as their numbers differ.
/// </summary>
internal sealed class IdSource(IClock clock, int process)
{
    private const int SequenceBits = 12;
    private const int ProcessBits = 10;
    public const int Processes = 1 << ProcessBits;
    private static readonly Instant Start = Instant.FromUtc(2020, 1, 1, 0, 0);

    private readonly Lock gate = new();
    private long lastTick;
    private int sequence;

    public long Next()
    {
        lock (gate)
        {
            var tick = (long)(clock.GetCurrentInstant() - Start).TotalMilliseconds;
            if (tick > lastTick)
            {
                (lastTick, sequence) = (tick, 0);
            }
            else if (++sequence == 1 << SequenceBits)
            {
                (lastTick, sequence) = (lastTick + 1, 0);
            }

            return (lastTick << (SequenceBits + ProcessBits)) | ((long)process << SequenceBits) | (uint)sequence;
        }
    }
}
