using System.Buffers.Binary;

namespace Kept.Files.Pictures;

/// <summary>
/// Rebuilds a WebP from the chunks that draw it. Exif and XMP, unknown chunks and everything behind the RIFF length stay out,
/// and the header no longer promises them.
/// </summary>
internal static class WebPCleaner
{
    private const byte HasXmp = 0x04;
    private const byte HasExif = 0x08;
    private const byte HasProfile = 0x20;
    private const int ExtendedLength = 10;
    private const int FrameHeaderLength = 16;

    /// <returns>Null where the file breaks the format.</returns>
    public static CleanPicture? Clean(ReadOnlyMemory<byte> source)
    {
        var cursor = new ByteCursor(source);
        if (!cursor.TryTake("RIFF"u8) || !cursor.TryTake(4, out var length) || !cursor.TryTake(BinaryPrimitives.ReadUInt32LittleEndian(length.Span), out var riff))
        {
            return null;
        }
        var inner = new ByteCursor(riff);
        if (!inner.TryTake("WEBP"u8))
        {
            return null;
        }
        var found = new Found();
        while (inner.Left > 0)
        {
            if (!WebPChunk.TryRead(inner, out var chunk) || !Take(chunk, found))
            {
                return null;
            }
        }
        return Assemble(found);
    }

    private static bool Take(WebPChunk chunk, Found found)
    {
        switch (chunk.Type)
        {
            case "VP8X":
                found.Extended = chunk.Data.ToArray();
                return chunk.Data.Length >= ExtendedLength && found.Body.Length == 0;
            case "VP8 " or "VP8L":
                found.Body.Add(chunk.Whole);
                return found.TakePicture(WebPChunk.SizeOf(chunk));
            case "ALPH" or "ANIM":
                found.Body.Add(chunk.Whole);
                return true;
            case "ANMF":
                found.Frames++;
                return TakeFrame(chunk.Data, found);
            case "ICCP":
                found.HasProfile = ColourProfile.IsProfile(chunk.Data.Span);
                found.Body.Add(found.HasProfile ? chunk.Whole : default);
                return true;
            case "EXIF":
                // Some writers put the name in front that only JPEG asks for.
                var tiff = chunk.Data.Span;
                found.Orientation = Orientation.ReadFrom(tiff.StartsWith("Exif\0\0"u8) ? tiff[6..] : tiff);
                return true;
            default:
                return true;
        }
    }

    /// <summary>A frame has chunks of its own, and unknown ones may hide among them.</summary>
    private static bool TakeFrame(ReadOnlyMemory<byte> frame, Found found)
    {
        var cursor = new ByteCursor(frame);
        if (!cursor.TryTake(FrameHeaderLength, out var header))
        {
            return false;
        }
        var inner = new Pieces();
        inner.Add(header);
        var hasPicture = false;
        while (cursor.Left > 0)
        {
            if (!WebPChunk.TryRead(cursor, out var chunk))
            {
                return false;
            }
            if (chunk.Type is "VP8 " or "VP8L" or "ALPH")
            {
                hasPicture |= found.TakePicture(WebPChunk.SizeOf(chunk));
                inner.Add(chunk.Whole);
            }
        }
        found.Body.Add(WebPChunk.Write("ANMF", inner.ToArray()));
        return hasPicture;
    }

    private static CleanPicture? Assemble(Found found)
    {
        if (found.Largest is not { } size)
        {
            return null;
        }
        var chunks = new Pieces();
        if (found.Extended is { } header)
        {
            size = CanvasOf(header).OrLarger(size);
            header[0] &= unchecked((byte)~(HasXmp | HasExif | HasProfile));
            header[0] |= (byte)((found.HasProfile ? HasProfile : 0) | (found.Orientation.IsUpright ? 0 : HasExif));
            chunks.Add(WebPChunk.Write("VP8X", header.AsSpan(0, ExtendedLength)));
        }
        chunks.Add(found.Body);
        if (found.Extended is not null && !found.Orientation.IsUpright)
        {
            chunks.Add(WebPChunk.Write("EXIF", found.Orientation.ToTiff()));
        }
        var file = new Pieces();
        var head = new byte[12];
        "RIFF"u8.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), chunks.Length + 4);
        "WEBP"u8.CopyTo(head.AsSpan(8));
        file.Add(head);
        file.Add(chunks);
        return new CleanPicture(file.ToArray(), size, Math.Max(1, found.Frames));
    }

    private static PictureSize CanvasOf(ReadOnlySpan<byte> extended) => new(Number24(extended[4..]) + 1, Number24(extended[7..]) + 1);

    private static int Number24(ReadOnlySpan<byte> at) => at[0] | (at[1] << 8) | (at[2] << 16);

    private sealed class Found
    {
        public Pieces Body { get; } = new();

        public byte[]? Extended { get; set; }

        public PictureSize? Largest { get; private set; }

        public int Frames { get; set; }

        public bool HasProfile { get; set; }

        public Orientation Orientation { get; set; }

        public bool TakePicture(PictureSize? size)
        {
            Largest = size?.OrLarger(Largest) ?? Largest;
            return size is not null;
        }
    }
}
