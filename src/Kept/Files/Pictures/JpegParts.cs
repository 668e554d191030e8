using System.Buffers.Binary;

namespace Kept.Files.Pictures;

/// <summary>The segments of one JPEG that stay, and what must be said anew.</summary>
internal sealed class JpegParts
{
    private const int LongestPayload = ushort.MaxValue - 2;
    private const int JfifLength = 14;
    private const int AdobeLength = 12;

    /// <summary>Encoders write about ten; each one makes a viewer go over the whole picture again.</summary>
    private const int MaxScans = 100;

    private readonly Pieces body = new();
    private readonly SortedDictionary<byte, ReadOnlyMemory<byte>> profile = [];
    private ReadOnlyMemory<byte> jfif;
    private Orientation orientation;
    private PictureSize? size;
    private int scans;

    private static ReadOnlySpan<byte> JfifName => "JFIF\0"u8;
    private static ReadOnlySpan<byte> ExifName => "Exif\0\0"u8;
    private static ReadOnlySpan<byte> ProfileName => "ICC_PROFILE\0"u8;

    /// <param name="payload">Without marker and length.</param>
    /// <param name="whole">With marker and length and, of a scan, its data.</param>
    /// <returns>False where this segment has no place in a picture we take.</returns>
    public bool Take(byte marker, ReadOnlyMemory<byte> payload, ReadOnlyMemory<byte> whole)
    {
        switch (marker)
        {
            case JpegMarker.HuffmanTables or JpegMarker.ArithmeticConditioning or JpegMarker.QuantisationTables
                or JpegMarker.RestartInterval or JpegMarker.NumberOfLines:
                body.Add(whole);
                return true;
            case JpegMarker.StartOfScan:
                scans++;
                body.Add(whole);
                return size is not null && scans <= MaxScans;
            case >= 0xC0 and <= 0xCF and not 0xC8:
                body.Add(whole);
                return TakeFrame(payload.Span);
            case >= JpegMarker.App0 and <= JpegMarker.App15:
                TakeApplication(marker, payload);
                return true;
            default:
                return marker == JpegMarker.Comment;
        }
    }

    public CleanPicture? Assemble()
    {
        if (size is not { } known || scans == 0)
        {
            return null;
        }
        var picture = new Pieces();
        picture.Add(new byte[] { 0xFF, JpegMarker.StartOfImage });
        if (!jfif.IsEmpty)
        {
            // The last two bytes measure a thumbnail, which is not taken along.
            picture.Add(Segment(JpegMarker.App0, [.. jfif.Span[..(JfifLength - 2)], 0, 0]));
        }
        if (!orientation.IsUpright)
        {
            picture.Add(Segment(JpegMarker.App1, [.. ExifName, .. orientation.ToTiff()]));
        }
        AddProfile(picture);
        picture.Add(body);
        picture.Add(new byte[] { 0xFF, JpegMarker.EndOfImage });
        return new CleanPicture(picture.ToArray(), known);
    }

    /// <summary>One frame header with a size in it; the rare forms with several or with the height at the end are not taken.</summary>
    private bool TakeFrame(ReadOnlySpan<byte> payload)
    {
        if (size is not null || payload.Length < 6)
        {
            return false;
        }
        var height = BinaryPrimitives.ReadUInt16BigEndian(payload[1..]);
        var width = BinaryPrimitives.ReadUInt16BigEndian(payload[3..]);
        size = new PictureSize(width, height);
        return width > 0 && height > 0;
    }

    private void TakeApplication(byte marker, ReadOnlyMemory<byte> payload)
    {
        var bytes = payload.Span;
        if (marker == JpegMarker.App0 && bytes.Length >= JfifLength && bytes.StartsWith(JfifName))
        {
            jfif = payload;
        }
        else if (marker == JpegMarker.App1 && bytes.StartsWith(ExifName) && orientation.IsUpright)
        {
            orientation = Orientation.ReadFrom(bytes[ExifName.Length..]);
        }
        else if (marker == JpegMarker.App2 && bytes.Length > ProfileName.Length + 2 && bytes.StartsWith(ProfileName))
        {
            profile.TryAdd(bytes[ProfileName.Length], payload[(ProfileName.Length + 2)..]);
        }
        else if (marker == JpegMarker.App14 && bytes.Length >= AdobeLength && bytes.StartsWith("Adobe"u8))
        {
            // Says how colours were transformed; without it they come out wrong.
            body.Add(Segment(JpegMarker.App14, bytes[..AdobeLength]));
        }
    }

    private void AddProfile(Pieces picture)
    {
        var whole = new Pieces();
        foreach (var part in profile.Values)
        {
            whole.Add(part);
        }
        if (whole.Length > ColourProfile.MaxBytes)
        {
            return;
        }
        var bytes = whole.ToArray();
        if (!ColourProfile.IsProfile(bytes))
        {
            return;
        }
        var room = LongestPayload - ProfileName.Length - 2;
        var parts = bytes.Chunk(room).ToArray();
        for (var i = 0; i < parts.Length; i++)
        {
            picture.Add(Segment(JpegMarker.App2, [.. ProfileName, (byte)(i + 1), (byte)parts.Length, .. parts[i]]));
        }
    }

    private static byte[] Segment(byte marker, ReadOnlySpan<byte> payload)
    {
        var segment = new byte[payload.Length + 4];
        segment[0] = 0xFF;
        segment[1] = marker;
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), (ushort)(payload.Length + 2));
        payload.CopyTo(segment.AsSpan(4));
        return segment;
    }
}
