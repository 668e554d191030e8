using System.Buffers.Binary;
using System.Text;

namespace Kept.Files.Pictures;

/// <param name="Whole">With type, length and padding.</param>
internal sealed record WebPChunk(string Type, ReadOnlyMemory<byte> Data, ReadOnlyMemory<byte> Whole)
{
    private const int SideMask = 0x3FFF;

    public static bool TryRead(ByteCursor cursor, out WebPChunk chunk)
    {
        chunk = null!;
        var start = cursor.Position;
        if (!cursor.TryTake(4, out var type) || !cursor.TryTake(4, out var length)
            || !cursor.TryTake(BinaryPrimitives.ReadUInt32LittleEndian(length.Span), out var data)
            || !cursor.TrySkip(data.Length & 1))
        {
            return false;
        }
        chunk = new WebPChunk(Encoding.Latin1.GetString(type.Span), data, cursor.Since(start));
        return true;
    }

    public static byte[] Write(string type, ReadOnlySpan<byte> data)
    {
        var whole = new byte[8 + data.Length + (data.Length & 1)];
        Encoding.Latin1.GetBytes(type, whole);
        BinaryPrimitives.WriteInt32LittleEndian(whole.AsSpan(4), data.Length);
        data.CopyTo(whole.AsSpan(8));
        return whole;
    }

    /// <summary>What the compressed picture itself says; null where it is none.</summary>
    public static PictureSize? SizeOf(WebPChunk chunk)
    {
        var data = chunk.Data.Span;
        switch (chunk.Type)
        {
            case "VP8 " when data.Length >= 10 && data.Slice(3, 3).SequenceEqual((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]):
                var width = BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & SideMask;
                var height = BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & SideMask;
                return width > 0 && height > 0 ? new PictureSize(width, height) : null;
            case "VP8L" when data.Length >= 5 && data[0] == 0x2F:
                var bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
                return new PictureSize((int)(bits & SideMask) + 1, (int)((bits >> 14) & SideMask) + 1);
            default:
                return null;
        }
    }
}
