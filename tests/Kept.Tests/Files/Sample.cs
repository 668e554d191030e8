using System.Text;

namespace Kept.Tests.Files;

/// <summary>The checked-in uploads (see Samples/README.md), and what in them must never reach anybody.</summary>
internal static class Sample
{
    public static readonly string[] Pictures =
        ["photo.jpg", "progressive.jpg", "picture.png", "picture.webp", "moving.webp", "moving.gif", "phone.heic"];

    public static readonly string[] Documents = ["letter.pdf", "letter.docx", "letter.odt"];

    private static readonly string[] PrivateWords =
        ["Ana Novak", "SN-4711", "LN-12345", "Kamerawerk", "Pocket 3", "Firmware", "2026:03:02", "2026-03-02", "My garden", "behind my house", "Zagreb", "GPS", "exif:", "xmpmeta", "8BIM", "45.8150", "45,4"];

    public static byte[] Bytes(string name)
    {
        using var stream = typeof(Sample).Assembly.GetManifestResourceStream($"Kept.Tests.Files.Samples.{name}")
            ?? throw new ArgumentException($"No sample {name}");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    public static IEnumerable<string> PrivateWordsIn(ReadOnlyMemory<byte> content)
    {
        var text = Encoding.Latin1.GetString(content.Span);
        return PrivateWords.Where(text.Contains);
    }
}
