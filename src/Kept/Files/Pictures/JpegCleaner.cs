namespace Kept.Files.Pictures;

/// <summary>
/// Rebuilds a JPEG from the segments that a decoder needs. Exif (position, camera, maker notes, thumbnail), XMP, IPTC, comments,
/// further pictures (MPF) and everything behind the end marker (moving photos, second files) stay out.
/// </summary>
internal static class JpegCleaner
{
    /// <returns>Null where the file breaks the format.</returns>
    public static CleanPicture? Clean(ReadOnlyMemory<byte> source)
    {
        var cursor = new ByteCursor(source);
        if (!cursor.TryTake([0xFF, JpegMarker.StartOfImage]))
        {
            return null;
        }
        var parts = new JpegParts();
        while (TryMarker(cursor, out var marker))
        {
            if (marker == JpegMarker.EndOfImage)
            {
                return parts.Assemble();
            }
            var start = cursor.Position - 2;
            if (!cursor.TryUInt16(out var length) || !cursor.TryTake(length - 2, out var payload))
            {
                return null;
            }
            if (marker == JpegMarker.StartOfScan && !TrySkipScan(cursor))
            {
                return null;
            }
            if (!parts.Take(marker, payload, cursor.Since(start)))
            {
                return null;
            }
        }
        return null;
    }

    /// <summary>Any number of FF may stand before a marker; the last of them belongs to it.</summary>
    private static bool TryMarker(ByteCursor cursor, out byte marker)
    {
        marker = 0;
        if (!cursor.TryTake([0xFF]))
        {
            return false;
        }
        do
        {
            if (!cursor.TryByte(out marker))
            {
                return false;
            }
        }
        while (marker == 0xFF);
        return true;
    }

    /// <summary>To the next marker that is neither a stuffed FF nor a restart. False where the file ends before one.</summary>
    private static bool TrySkipScan(ByteCursor cursor)
    {
        while (true)
        {
            var next = cursor.Ahead.IndexOf((byte)0xFF);
            if (next < 0 || next + 1 >= cursor.Left)
            {
                return false;
            }
            var follower = cursor.Ahead[next + 1];
            if (follower is 0x00 or (>= JpegMarker.FirstRestart and <= JpegMarker.LastRestart))
            {
                cursor.TrySkip(next + 2);
            }
            else if (follower == 0xFF)
            {
                cursor.TrySkip(next + 1);
            }
            else
            {
                return cursor.TrySkip(next);
            }
        }
    }
}

internal static class JpegMarker
{
    public const byte HuffmanTables = 0xC4;
    public const byte ArithmeticConditioning = 0xCC;
    public const byte FirstRestart = 0xD0;
    public const byte LastRestart = 0xD7;
    public const byte StartOfImage = 0xD8;
    public const byte EndOfImage = 0xD9;
    public const byte StartOfScan = 0xDA;
    public const byte QuantisationTables = 0xDB;
    public const byte NumberOfLines = 0xDC;
    public const byte RestartInterval = 0xDD;
    public const byte App0 = 0xE0;
    public const byte App1 = 0xE1;
    public const byte App2 = 0xE2;
    public const byte App14 = 0xEE;
    public const byte App15 = 0xEF;
    public const byte Comment = 0xFE;
}
