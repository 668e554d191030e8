namespace Kept.Files.Documents;

/// <summary>Tells a whole PDF from a broken one and from one with a second file behind it. Its inside is not looked into.</summary>
internal static class PdfDocument
{
    /// <summary>Readers look for the end mark in the last kilobyte, so writers may leave that much behind it.</summary>
    private const int RoomForEnd = 1024;

    /// <returns>The rule that is broken, or null.</returns>
    public static FileRefusal? Check(ReadOnlySpan<byte> content)
    {
        var tail = content[Math.Max(0, content.Length - RoomForEnd)..];
        if (tail.LastIndexOf("%%EOF"u8) < 0)
        {
            return content.LastIndexOf("%%EOF"u8) < 0 ? FileRefusal.Damaged : FileRefusal.SecondFileInside;
        }
        if (content.IndexOf("startxref"u8) < 0)
        {
            return FileRefusal.Damaged;
        }
        return ZipDirectory.EndsAsArchive(content) ? FileRefusal.SecondFileInside : null;
    }
}
