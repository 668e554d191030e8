using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Files;
using Kept.Storage;

namespace Kept.Demo;

/// <summary>The photos and papers of the demo's residents: plain pictures and one-page papers, checked and stored as uploads are.</summary>
internal sealed class DemoFiles
{
    private const int Width = 240;
    private const int Height = 180;
    private const int Pictures = 6;

    private readonly FileStore store;
    private readonly IdSource ids;
    private readonly Dice dice;
    private readonly FileInspection.Accepted[] photos;
    private readonly FileInspection.Accepted paper;

    public DemoFiles(FileStore store, FileInspector inspector, IdSource ids, Dice dice)
    {
        (this.store, this.ids, this.dice) = (store, ids, dice);
        photos = [.. Enumerable.Range(0, Pictures).Select(number => (FileInspection.Accepted)inspector.Inspect(Picture(number)))];
        paper = (FileInspection.Accepted)inspector.Inspect(Paper());
    }

    public long NewId() => ids.Next();

    /// <summary>The row of a file that came with a report; its bytes are stored.</summary>
    /// <param name="isPublic">Whether residents see it.</param>
    public StoredFile Make(long id, QuestionType type, Case of, bool isPublic)
    {
        var content = type == QuestionType.Photos ? dice.Pick(photos) : paper;
        store.StoreQuickly(id, content.Content.Span);
        var name = FileName.From(type == QuestionType.Photos ? $"IMG_{dice.Between(1000, 9999)}" : $"scan{dice.Between(1, 40)}", content.Kind, "file");
        var origin = new FileOrigin(of.Id, null, FilePurpose.Report, isPublic, null);
        return new StoredFile(id, origin, name, content, Convert.ToHexStringLower(SHA256.HashData(content.Content.Span)), of.ReceivedAt);
    }

    /// <summary>A street under a sky, with something lying there.</summary>
    private static byte[] Picture(int number)
    {
        var shapes = new Dice(number);
        var (left, top, wide, high) = (shapes.Between(30, 130), shapes.Between(90, 120), shapes.Between(30, 80), shapes.Between(20, 50));
        var shade = new[] { shapes.Between(40, 200), shapes.Between(40, 160), shapes.Between(30, 120) };
        using var raw = new MemoryStream();
        for (var y = 0; y < Height; y++)
        {
            raw.WriteByte(0);
            for (var x = 0; x < Width; x++)
            {
                var isThing = x >= left && x < left + wide && y >= top && y < top + high;
                var colour = isThing ? shade : y < 80 ? [150 + (y / 2), 180 + (y / 3), 215] : [100 + (y % 7), 100 + (x % 5), 98];
                foreach (var part in colour)
                {
                    raw.WriteByte((byte)part);
                }
            }
        }

        return Png(raw.ToArray());
    }

    /// <summary>Eight bits of red, green and blue (PNG, second edition, 11.2).</summary>
    private static byte[] Png(byte[] rows)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(rows);
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        (header[8], header[9]) = (8, 2);
        return [0x89, .. "PNG\r\n\x1a\n"u8, .. Chunk("IHDR", header), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string kind, byte[] data)
    {
        byte[] typed = [.. Encoding.ASCII.GetBytes(kind), .. data];
        var (length, sum) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(sum, Crc32.Of(typed));
        return [.. length, .. typed, .. sum];
    }

    private static byte[] Paper()
    {
        const string Page = "BT /F 18 Tf 72 760 Td (Millbrook) Tj 0 -30 Td (A paper of the demo) Tj ET";
        string[] parts =
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
            $"<</Length {Page.Length}>>stream\n{Page}\nendstream",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ];
        var (text, places) = (new StringBuilder("%PDF-1.4\n"), new List<int>());
        for (var i = 0; i < parts.Length; i++)
        {
            places.Add(text.Length);
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i + 1} 0 obj{parts[i]}endobj\n");
        }

        var start = text.Length;
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"xref\n0 {parts.Length + 1}\n0000000000 65535 f \n");
        places.ForEach(place => text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{place:0000000000} 00000 n \n"));
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"trailer<</Size {parts.Length + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
