using System.Buffers.Binary;
using System.IO.Compression;

namespace Kept.Files.Pictures;

/// <summary>
/// Keeps the chunks of a PNG that draw it (moving ones included) and drops all that describe it: Exif, texts, XMP, times,
/// private chunks, and everything behind the end. A chunk that is longer than its kind can be holds something else.
/// </summary>
internal static class PngCleaner
{
    private const int HeaderLength = 13;
    private const int LongestProfileName = 79;
    private const int LongestPalette = 3 * 256;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <returns>Null where the file breaks the format.</returns>
    public static CleanPicture? Clean(ReadOnlyMemory<byte> source)
    {
        var cursor = new ByteCursor(source);
        if (!cursor.TryTake(Signature) || !PngChunk.TryRead(cursor, out var header) || header.Type != "IHDR" || SizeOf(header) is not { } size)
        {
            return null;
        }
        var head = new Pieces();
        head.Add(source[..cursor.Position]);
        var body = new Pieces();
        var found = new Found();
        while (PngChunk.TryRead(cursor, out var chunk))
        {
            if (chunk.Type == "IEND")
            {
                body.Add(PngChunk.Write("IEND", []));
                return found.HasData ? Assemble(head, body, found, size) : null;
            }
            if (!Take(chunk, body, found))
            {
                return null;
            }
        }
        return null;
    }

    private static bool Take(PngChunk chunk, Pieces body, Found found)
    {
        switch (chunk.Type)
        {
            case "IDAT" or "fdAT":
                found.HasData |= chunk.Type == "IDAT";
                body.Add(chunk.Whole);
                return true;
            case "fcTL":
                if (HasLengthOfItsKind(chunk))
                {
                    found.Frames++;
                    body.Add(chunk.Whole);
                }
                return true;
            case "PLTE":
                body.Add(chunk.Whole);
                return found.IsFirst(chunk) && HasLengthOfItsKind(chunk);
            case "tRNS" or "gAMA" or "cHRM" or "sRGB" or "cICP" or "pHYs" or "sBIT" or "bKGD" or "acTL":
                if (HasLengthOfItsKind(chunk) && found.IsFirst(chunk))
                {
                    body.Add(chunk.Whole);
                }
                return true;
            case "iCCP":
                if (ReadProfile(chunk.Data) is { } profile)
                {
                    body.Add(PngChunk.Write("iCCP", profile));
                }
                return true;
            case "eXIf":
                found.Orientation = Orientation.ReadFrom(chunk.Data.Span);
                return true;
            default:
                // A second header, or a chunk without which the rest cannot be read: not a PNG that browsers draw.
                return !chunk.IsCritical;
        }
    }

    /// <summary>As the format says: PNG (third edition), section 11.</summary>
    private static bool HasLengthOfItsKind(PngChunk chunk) => (chunk.Type, chunk.Data.Length) switch
    {
        ("PLTE", var length) => length is > 0 and <= LongestPalette && length % 3 == 0,
        ("tRNS", var length) => length is > 0 and <= 256,
        ("gAMA", var length) => length == 4,
        ("cHRM", var length) => length == 32,
        ("sRGB", var length) => length == 1,
        ("cICP", var length) => length == 4,
        ("pHYs", var length) => length == 9,
        ("sBIT", var length) => length is > 0 and <= 4,
        ("bKGD", var length) => length is 1 or 2 or 6,
        ("acTL", var length) => length == 8,
        ("fcTL", var length) => length == 26,
        _ => false,
    };

    private static CleanPicture Assemble(Pieces head, Pieces body, Found found, PictureSize size)
    {
        if (!found.Orientation.IsUpright)
        {
            head.Add(PngChunk.Write("eXIf", found.Orientation.ToTiff()));
        }
        head.Add(body);
        return new CleanPicture(head.ToArray(), size, Math.Max(1, found.Frames));
    }

    private static PictureSize? SizeOf(PngChunk header)
    {
        if (header.Data.Length != HeaderLength)
        {
            return null;
        }
        var width = BinaryPrimitives.ReadUInt32BigEndian(header.Data.Span);
        var height = BinaryPrimitives.ReadUInt32BigEndian(header.Data.Span[4..]);
        return width is > 0 and <= int.MaxValue && height is > 0 and <= int.MaxValue ? new PictureSize((int)width, (int)height) : null;
    }

    /// <summary>The profile packed anew under a name that says nothing, or null where it is none or unpacks beyond measure.</summary>
    private static byte[]? ReadProfile(ReadOnlyMemory<byte> data)
    {
        var name = data.Span.IndexOf((byte)0);
        if (name is < 1 or > LongestProfileName || name + 2 > data.Length)
        {
            return null;
        }
        if (Inflate.Zlib(data[(name + 2)..], ColourProfile.MaxBytes) is not { } profile || !ColourProfile.IsProfile(profile))
        {
            return null;
        }
        using var packed = new MemoryStream();
        packed.Write("icc\0\0"u8);
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(profile);
        }
        return packed.ToArray();
    }

    private sealed class Found
    {
        private readonly HashSet<string> types = new(StringComparer.Ordinal);

        public bool HasData { get; set; }

        public int Frames { get; set; }

        public Orientation Orientation { get; set; }

        /// <summary>Whether no other of its kind was asked about: these stand once in a picture.</summary>
        public bool IsFirst(PngChunk chunk) => types.Add(chunk.Type);
    }
}
