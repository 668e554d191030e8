using System.Buffers.Binary;
using System.Text;

namespace Kept.Tests.Files;

/// <summary>Picks the compressed picture out of a file, by means that share nothing with the code under test.</summary>
internal static class PictureData
{
    public static byte[] Of(string name, byte[] file) => Path.GetExtension(name) switch
    {
        ".jpg" => OfJpeg(file),
        ".png" => OfChunks(file, 8, littleEndian: false, ["IHDR", "PLTE", "IDAT"]),
        ".webp" => OfChunks(file, 12, littleEndian: true, ["VP8 ", "VP8L", "ALPH", "ANIM", "ANMF"]),
        ".gif" => OfGif(file),
        ".heic" => OfHeic(file),
        _ => throw new ArgumentException(name),
    };

    /// <summary>Tables, frame header and scans.</summary>
    private static byte[] OfJpeg(byte[] file)
    {
        var picture = new List<byte>();
        for (var at = 2; file[at + 1] != 0xD9;)
        {
            var end = at + 2 + BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at + 2));
            if (file[at + 1] == 0xDA)
            {
                while (file[end] != 0xFF || file[end + 1] == 0 || file[end + 1] is >= 0xD0 and <= 0xD7)
                {
                    end++;
                }
            }
            if (file[at + 1] is not ((>= 0xE0 and <= 0xEF) or 0xFE))
            {
                picture.AddRange(file[at..end]);
            }
            at = end;
        }
        return [.. picture];
    }

    private static byte[] OfChunks(byte[] file, int start, bool littleEndian, string[] types)
    {
        var picture = new List<byte>();
        for (var at = start; at + 8 <= file.Length;)
        {
            var type = Encoding.Latin1.GetString(file, littleEndian ? at : at + 4, 4);
            var length = littleEndian ? BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 4)) : BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            if (types.Contains(type))
            {
                picture.AddRange(file.AsSpan(at + 8, length));
            }
            at += 8 + length + (littleEndian ? length & 1 : 4);
        }
        return [.. picture];
    }

    /// <summary>From the first frame (48 by 32 pixels) to the end; what describes the picture stands before it.</summary>
    private static byte[] OfGif(byte[] file) => file[file.AsSpan().IndexOf(new byte[] { 0x2C, 0, 0, 0, 0, 48, 0, 32, 0 })..];

    /// <summary>The first item, which is the coded picture.</summary>
    private static byte[] OfHeic(byte[] file)
    {
        var places = file.AsSpan().IndexOf("iloc"u8) + 4;
        // Version 0 with four-byte numbers, or version 1 with the construction method: as the sample's writer has them.
        var version = file[places];
        var offsetSize = file[places + 4] >> 4;
        var lengthSize = file[places + 4] & 15;
        var baseSize = file[places + 5] >> 4;
        var at = places + 8;
        var item = at + 2 + (version > 0 ? 2 : 0) + 2;
        var start = (int)Number(file, item, baseSize) + (int)Number(file, item + baseSize + 2, offsetSize);
        var length = (int)Number(file, item + baseSize + 2 + offsetSize, lengthSize);
        return file[start..(start + length)];
    }

    private static long Number(byte[] file, int at, int size) => file.Skip(at).Take(size).Aggregate(0L, (value, one) => (value << 8) | one);
}
