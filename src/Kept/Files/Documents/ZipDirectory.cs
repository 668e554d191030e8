using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Kept.Files.Documents;

/// <param name="UnpackedLength">As the archive says; not believed until measured.</param>
internal sealed record ZipEntry(string Name, bool IsStored, ReadOnlyMemory<byte> Packed, long UnpackedLength);

/// <summary>The contents of a ZIP archive, of which every byte is accounted for: entries side by side from the first byte, then the directory, then the end.</summary>
internal sealed class ZipDirectory
{
    private const int EndLength = 22;
    private const int RecordLength = 46;
    private const int HeaderLength = 30;

    /// <summary>Behind an entry its sizes may be repeated, at most in this many bytes.</summary>
    private const int LongestDescriptor = 24;

    private ZipDirectory(IReadOnlyList<ZipEntry> entries) => Entries = entries;

    /// <summary>In the order in which they lie in the file.</summary>
    public IReadOnlyList<ZipEntry> Entries { get; }

    private static ReadOnlySpan<byte> EndMark => "PK\u0005\u0006"u8;

    public static bool EndsAsArchive(ReadOnlySpan<byte> content)
    {
        var tail = content[Math.Max(0, content.Length - EndLength - ushort.MaxValue)..];
        var at = tail.LastIndexOf(EndMark);
        return at >= 0 && tail.Length - at >= EndLength;
    }

    /// <param name="why">Only where the answer is no.</param>
    public static bool TryRead(ReadOnlyMemory<byte> content, int maxEntries, [NotNullWhen(true)] out ZipDirectory? directory, out FileRefusal why)
    {
        directory = null;
        why = FileRefusal.Damaged;
        if (content.Length < EndLength || !content.Span[^EndLength..].StartsWith(EndMark))
        {
            why = EndsAsArchive(content.Span) ? FileRefusal.SecondFileInside : FileRefusal.Damaged;
            return false;
        }
        var end = content.Span[^EndLength..];
        var count = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        long length = BinaryPrimitives.ReadUInt32LittleEndian(end[12..]);
        long start = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        if (count > maxEntries)
        {
            why = FileRefusal.UnpacksTooBig;
            return false;
        }
        if (start + length != content.Length - EndLength)
        {
            why = FileRefusal.SecondFileInside;
            return false;
        }
        if (ReadPlaces(content.Slice((int)start, (int)length), count) is not { } places)
        {
            return false;
        }
        directory = Locate(content[..(int)start], places, out why) is { } entries ? new ZipDirectory(entries) : null;
        return directory is not null;
    }

    private static List<Place>? ReadPlaces(ReadOnlyMemory<byte> directory, int count)
    {
        var cursor = new ByteCursor(directory);
        var places = new List<Place>();
        for (var i = 0; i < count; i++)
        {
            if (!cursor.TryTake(RecordLength, out var memory) || !memory.Span.StartsWith("PK\u0001\u0002"u8))
            {
                return null;
            }
            var record = memory.Span;
            var flags = BinaryPrimitives.ReadUInt16LittleEndian(record[8..]);
            var method = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
            var extra = BinaryPrimitives.ReadUInt16LittleEndian(record[30..]) + BinaryPrimitives.ReadUInt16LittleEndian(record[32..]);
            // Encrypted entries cannot be looked into; other methods are not used by office documents.
            if ((flags & 1) != 0 || method is not (0 or 8)
                || !cursor.TryTake(BinaryPrimitives.ReadUInt16LittleEndian(record[28..]), out var name) || !cursor.TrySkip(extra))
            {
                return null;
            }
            places.Add(new Place(name, method == 0, BinaryPrimitives.ReadUInt32LittleEndian(record[42..]),
                BinaryPrimitives.ReadUInt32LittleEndian(record[20..]), BinaryPrimitives.ReadUInt32LittleEndian(record[24..])));
        }
        return cursor.Left == 0 && places.Count > 0 ? places : null;
    }

    private static List<ZipEntry>? Locate(ReadOnlyMemory<byte> content, List<Place> places, out FileRefusal why)
    {
        why = FileRefusal.Damaged;
        places.Sort((a, b) => a.Offset.CompareTo(b.Offset));
        var entries = new List<ZipEntry>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var cursor = new ByteCursor(content);
        foreach (var place in places)
        {
            var gap = place.Offset - cursor.Position;
            if (gap > (entries.Count == 0 ? 0 : LongestDescriptor))
            {
                why = FileRefusal.SecondFileInside;
                return null;
            }
            if (!cursor.TrySkip(gap) || !TryReadHeader(cursor, place) || !cursor.TryTake(place.PackedLength, out var packed))
            {
                return null;
            }
            var name = Encoding.UTF8.GetString(place.Name.Span);
            if (!names.Add(name) || name.Split('/', '\\').Contains(".."))
            {
                return null;
            }
            entries.Add(new ZipEntry(name, place.IsStored, packed, place.UnpackedLength));
        }
        why = FileRefusal.SecondFileInside;
        return cursor.Left <= LongestDescriptor ? entries : null;
    }

    private static bool TryReadHeader(ByteCursor cursor, Place place)
    {
        return cursor.TryTake(HeaderLength, out var header)
            && header.Span.StartsWith("PK\u0003\u0004"u8)
            && BinaryPrimitives.ReadUInt16LittleEndian(header.Span[26..]) == place.Name.Length
            && cursor.TryTake(place.Name.Span)
            && cursor.TrySkip(BinaryPrimitives.ReadUInt16LittleEndian(header.Span[28..]));
    }

    private sealed record Place(ReadOnlyMemory<byte> Name, bool IsStored, long Offset, long PackedLength, long UnpackedLength);
}
