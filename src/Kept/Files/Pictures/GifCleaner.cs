using System.Buffers.Binary;

namespace Kept.Files.Pictures;

/// <summary>Keeps the frames of a GIF, their timing and the loop count; drops comments, texts, XMP and other application data, and what follows the end.</summary>
internal static class GifCleaner
{
    private const byte ExtensionBlock = 0x21;
    private const byte ImageBlock = 0x2C;
    private const byte Trailer = 0x3B;
    private const byte GraphicControl = 0xF9;
    private const byte Application = 0xFF;

    /// <returns>Null where the file breaks the format.</returns>
    public static CleanPicture? Clean(ReadOnlyMemory<byte> source)
    {
        var cursor = new ByteCursor(source);
        if (!cursor.TrySkip(6) || !cursor.TryTake(7, out var screen) || !TrySkipColours(cursor, screen.Span[4]))
        {
            return null;
        }
        var kept = new Pieces();
        kept.Add(cursor.Since(0));
        var frames = 0;
        PictureSize? largest = SizeOf(screen.Span);
        var control = ReadOnlyMemory<byte>.Empty;
        while (cursor.TryByte(out var block))
        {
            var start = cursor.Position - 1;
            switch (block)
            {
                case Trailer:
                    kept.Add(new[] { Trailer });
                    return frames > 0 && largest is { Pixels: > 0 } size ? new CleanPicture(kept.ToArray(), size, frames) : null;
                case ImageBlock when TrySkipImage(cursor, out var place):
                    largest = SizeOf(place.Span[4..]).OrLarger(largest);
                    frames++;
                    kept.Add(control);
                    kept.Add(cursor.Since(start));
                    control = default;
                    break;
                case ExtensionBlock when TryExtension(cursor, out var label, out var isLoop):
                    // Timing belongs to the block that follows; it goes where that block goes.
                    control = label == GraphicControl ? cursor.Since(start) : label is Application or 0xFE ? control : default;
                    kept.Add(isLoop ? cursor.Since(start) : default);
                    break;
                default:
                    return null;
            }
        }
        return null;
    }

    private static PictureSize SizeOf(ReadOnlySpan<byte> at) =>
        new(BinaryPrimitives.ReadUInt16LittleEndian(at), BinaryPrimitives.ReadUInt16LittleEndian(at[2..]));

    private static bool TrySkipImage(ByteCursor cursor, out ReadOnlyMemory<byte> place) =>
        cursor.TryTake(9, out place) && TrySkipColours(cursor, place.Span[8]) && cursor.TrySkip(1) && TrySkipSubBlocks(cursor);

    private static bool TryExtension(ByteCursor cursor, out byte label, out bool isLoop)
    {
        isLoop = false;
        if (!cursor.TryByte(out label))
        {
            return false;
        }
        var ahead = cursor.Ahead;
        var start = cursor.Position;
        if (!TrySkipSubBlocks(cursor))
        {
            return false;
        }
        // Length 11, name, length 3, one, the count, end: anything longer is not the loop count.
        isLoop = label == Application && cursor.Position - start == 17
            && (ahead.StartsWith("\u000BNETSCAPE2.0\u0003\u0001"u8) || ahead.StartsWith("\u000BANIMEXTS1.0\u0003\u0001"u8));
        return label != GraphicControl || cursor.Position - start == 6;
    }

    private static bool TrySkipColours(ByteCursor cursor, byte flags) =>
        (flags & 0x80) == 0 || cursor.TrySkip(3 * (2 << (flags & 7)));

    private static bool TrySkipSubBlocks(ByteCursor cursor)
    {
        while (cursor.TryByte(out var length))
        {
            if (length == 0)
            {
                return true;
            }
            if (!cursor.TrySkip(length))
            {
                return false;
            }
        }
        return false;
    }
}
