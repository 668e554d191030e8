using System.Buffers.Binary;
using System.Text;

namespace Kept.Files.Pictures;

/// <summary>One box of an ISO media file: where it starts, where its content starts and where it ends.</summary>
internal readonly record struct HeifBox(string Type, int Start, int Body, int End)
{
    public int Length => End - Body;

    public static string Name(ReadOnlySpan<byte> content, int at) => Encoding.Latin1.GetString(content.Slice(at, 4));

    public static bool TryRead(ReadOnlySpan<byte> content, int start, int end, out HeifBox box)
    {
        box = default;
        if (end - start < 8)
        {
            return false;
        }
        ulong size = BinaryPrimitives.ReadUInt32BigEndian(content[start..]);
        var body = start + 8;
        if (size == 1)
        {
            if (end - start < 16)
            {
                return false;
            }
            size = BinaryPrimitives.ReadUInt64BigEndian(content[body..]);
            body += 8;
        }
        else if (size == 0)
        {
            size = (ulong)(end - start);
        }
        if (size < (ulong)(body - start) || size > (ulong)(end - start))
        {
            return false;
        }
        box = new HeifBox(Name(content, start + 4), start, body, start + (int)size);
        return true;
    }

    /// <param name="complete">Whether the boxes fill the range to its end.</param>
    public static List<HeifBox> ReadAll(ReadOnlySpan<byte> content, int start, int end, out bool complete)
    {
        var boxes = new List<HeifBox>();
        var at = start;
        while (at < end && TryRead(content, at, end, out var box))
        {
            boxes.Add(box);
            at = box.End;
        }
        complete = at == end;
        return boxes;
    }

    /// <summary>Makes it free space of the same length: numbering and offsets around it stay right.</summary>
    public void Blank(byte[] content)
    {
        "free"u8.CopyTo(content.AsSpan(Start + 4));
        content.AsSpan(Body, Length).Clear();
    }
}
