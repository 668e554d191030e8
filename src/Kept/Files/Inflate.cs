using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Kept.Files;

/// <summary>Unpacks what nobody vouches for: stops at a limit, and takes broken data as an answer.</summary>
internal static class Inflate
{
    private const int Step = 64 * 1024;

    /// <returns>Null where the data are broken or unpack to more than <paramref name="limit"/> bytes.</returns>
    public static byte[]? Zlib(ReadOnlyMemory<byte> packed, int limit)
    {
        using var unpacked = new MemoryStream();
        using var stream = new ZLibStream(Over(packed), CompressionMode.Decompress);
        return Run(stream, limit, unpacked) is null ? null : unpacked.ToArray();
    }

    /// <returns>Null as above.</returns>
    public static byte[]? Deflate(ReadOnlyMemory<byte> packed, int limit)
    {
        using var unpacked = new MemoryStream();
        using var stream = new DeflateStream(Over(packed), CompressionMode.Decompress);
        return Run(stream, limit, unpacked) is null ? null : unpacked.ToArray();
    }

    /// <summary>How many bytes the data unpack to, without keeping them.</summary>
    /// <returns>Null as above.</returns>
    public static long? Measure(ReadOnlyMemory<byte> packed, long limit)
    {
        using var stream = new DeflateStream(Over(packed), CompressionMode.Decompress);
        return Run(stream, limit, Stream.Null);
    }

    private static long? Run(Stream source, long limit, Stream target)
    {
        var buffer = new byte[Step];
        var total = 0L;
        try
        {
            while (source.Read(buffer) is var read and > 0)
            {
                total += read;
                if (total > limit)
                {
                    return null;
                }
                target.Write(buffer.AsSpan(0, read));
            }
        }
        catch (InvalidDataException)
        {
            return null;
        }
        return total;
    }

    private static MemoryStream Over(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);
}
