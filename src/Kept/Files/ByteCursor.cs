using System.Buffers.Binary;

namespace Kept.Files;

/// <summary>Walks forward through bytes that nobody vouches for: a read beyond the end says so and moves nothing.</summary>
internal sealed class ByteCursor(ReadOnlyMemory<byte> bytes)
{
    public int Position { get; private set; }

    public int Left => bytes.Length - Position;

    /// <summary>The bytes from an earlier position up to the present one.</summary>
    public ReadOnlyMemory<byte> Since(int start) => bytes[start..Position];

    public ReadOnlySpan<byte> Ahead => bytes.Span[Position..];

    public bool TrySkip(long count)
    {
        if (count < 0 || count > Left)
        {
            return false;
        }
        Position += (int)count;
        return true;
    }

    public bool TryTake(long count, out ReadOnlyMemory<byte> taken)
    {
        var start = Position;
        var could = TrySkip(count);
        taken = could ? Since(start) : default;
        return could;
    }

    public bool TryTake(ReadOnlySpan<byte> expected) => Ahead.StartsWith(expected) && TrySkip(expected.Length);

    public bool TryByte(out byte value)
    {
        var could = TryTake(1, out var taken);
        value = could ? taken.Span[0] : default;
        return could;
    }

    public bool TryUInt16(out ushort value)
    {
        var could = TryTake(2, out var taken);
        value = could ? BinaryPrimitives.ReadUInt16BigEndian(taken.Span) : default;
        return could;
    }

    public bool TryUInt32(out uint value)
    {
        var could = TryTake(4, out var taken);
        value = could ? BinaryPrimitives.ReadUInt32BigEndian(taken.Span) : default;
        return could;
    }

    /// <summary>An unsigned number of none to eight bytes, the highest first.</summary>
    public bool TryNumber(int size, out ulong value)
    {
        value = 0;
        if (!TryTake(size, out var taken))
        {
            return false;
        }
        foreach (var one in taken.Span)
        {
            value = (value << 8) | one;
        }
        return true;
    }
}
