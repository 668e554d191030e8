using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Kept.Files;

namespace Kept.Browser.Tests.Desk;

/// <summary>A photo of nothing in particular: sky above a lane.</summary>
internal static class Picture
{
    private static readonly byte[] Signature = [137, 80, 78, 71, 13, 10, 26, 10];

    public static byte[] Png(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        return [.. Signature, .. Chunk("IHDR", header), .. Chunk("IDAT", Pixels(width, height)), .. Chunk("IEND", [])];
    }

    private static byte[] Pixels(int width, int height)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            for (var row = 0; row < height; row++)
            {
                zlib.WriteByte(0);
                for (var column = 0; column < width; column++)
                {
                    zlib.Write(row < height / 2 ? [170, (byte)(190 + (row % 40)), 230] : [(byte)(110 + (column % 30)), 120, 90]);
                }
            }
        }

        return packed.ToArray();
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        var whole = new byte[body.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(whole, data.Length);
        body.CopyTo(whole, 4);
        BinaryPrimitives.WriteUInt32BigEndian(whole.AsSpan(body.Length + 4), Crc32.Of(body));
        return whole;
    }
}
