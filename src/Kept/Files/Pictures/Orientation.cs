using System.Buffers.Binary;

namespace Kept.Files.Pictures;

/// <summary>
/// How a picture must be turned to be seen upright, 1 to 8 as Exif numbers it. The only thing that survives of camera data:
/// without it most phone photos would lie on their side.
/// </summary>
internal readonly record struct Orientation
{
    private const ushort OrientationTag = 0x0112;
    private const ushort ShortType = 3;
    private const int EntryLength = 12;

    private readonly byte turn;

    private Orientation(byte turn) => this.turn = turn;

    public bool IsUpright => turn < 2;

    /// <summary>From a TIFF structure as Exif has it. Upright wherever that structure is broken or says nothing.</summary>
    public static Orientation ReadFrom(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8)
        {
            return default;
        }
        var little = tiff[..4].SequenceEqual("II*\0"u8);
        if (!little && !tiff[..4].SequenceEqual("MM\0*"u8))
        {
            return default;
        }
        long directory = Long(tiff[4..], little);
        if (directory + 2 > tiff.Length)
        {
            return default;
        }
        var entries = Short(tiff[(int)directory..], little);
        for (var at = directory + 2; entries > 0 && at + EntryLength <= tiff.Length; at += EntryLength, entries--)
        {
            var entry = tiff.Slice((int)at, EntryLength);
            if (Short(entry, little) == OrientationTag && Short(entry[2..], little) == ShortType)
            {
                var value = Short(entry[8..], little);
                return value is >= 1 and <= 8 ? new Orientation((byte)value) : default;
            }
        }
        return default;
    }

    /// <summary>The smallest TIFF structure that says this, and nothing else.</summary>
    public byte[] ToTiff() =>
    [
        .. "MM\0*"u8, 0, 0, 0, 8,
        0, 1,
        0x01, 0x12, 0, (byte)ShortType, 0, 0, 0, 1, 0, turn, 0, 0,
        0, 0, 0, 0,
    ];

    private static ushort Short(ReadOnlySpan<byte> at, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);

    private static uint Long(ReadOnlySpan<byte> at, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(at) : BinaryPrimitives.ReadUInt32BigEndian(at);
}
