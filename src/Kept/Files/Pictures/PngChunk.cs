using System.Buffers.Binary;
using System.Text;

namespace Kept.Files.Pictures;

/// <param name="Whole">With length, type and checksum.</param>
internal sealed record PngChunk(string Type, ReadOnlyMemory<byte> Data, ReadOnlyMemory<byte> Whole)
{
    /// <summary>The format marks with a capital first letter what a decoder must understand.</summary>
    public bool IsCritical => Type[0] is >= 'A' and <= 'Z';

    public static bool TryRead(ByteCursor cursor, out PngChunk chunk)
    {
        chunk = null!;
        var start = cursor.Position;
        if (!cursor.TryUInt32(out var length) || !cursor.TryTake(4, out var type) || !cursor.TryTake(length, out var data)
            || !cursor.TryUInt32(out var checksum) || checksum != Crc32.Of(cursor.Since(start + 4).Span[..^4]))
        {
            return false;
        }
        chunk = new PngChunk(Encoding.Latin1.GetString(type.Span), data, cursor.Since(start));
        return true;
    }

    public static byte[] Write(string type, ReadOnlySpan<byte> data)
    {
        var whole = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(whole, data.Length);
        Encoding.Latin1.GetBytes(type, whole.AsSpan(4));
        data.CopyTo(whole.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(whole.AsSpan(data.Length + 8), Crc32.Of(whole.AsSpan(4, data.Length + 4)));
        return whole;
    }
}
