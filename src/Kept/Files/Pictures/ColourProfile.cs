using System.Buffers.Binary;

namespace Kept.Files.Pictures;

/// <summary>Tells an ICC profile from anything else that is put in its place.</summary>
internal static class ColourProfile
{
    /// <summary>Printing profiles reach two megabytes; a picture without its profile is still a picture.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private const int HeaderLength = 128;

    public static bool IsProfile(ReadOnlySpan<byte> bytes) =>
        bytes.Length is > HeaderLength and <= MaxBytes
        && BinaryPrimitives.ReadUInt32BigEndian(bytes) == bytes.Length
        && bytes.Slice(36, 4).SequenceEqual("acsp"u8);
}
