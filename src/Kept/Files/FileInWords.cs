using Kept.Texts;

namespace Kept.Files;

/// <summary>What a file is, for people: "bill.pdf (PDF, 120 KB)".</summary>
internal static class FileInWords
{
    private const long Kilobyte = 1024;
    private const long Megabyte = 1024 * Kilobyte;

    public static string WithName(StoredFile file, Words words) => words["files.named", ("name", file.Name), ("what", Of(file, words))];

    /// <summary>Without the name, which its sender chose: "PDF, 120 KB".</summary>
    public static string Of(StoredFile file, Words words) =>
        words["files.typeAndSize", ("type", file.Kind.Extension[1..].ToUpperInvariant()), ("size", Size(file.Size, words))];

    private static string Size(long bytes, Words words) => bytes < Megabyte
        ? words["files.kilobytes", ("number", Math.Max(1, (bytes + (Kilobyte / 2)) / Kilobyte))]
        : words["files.megabytes", ("number", ((decimal)bytes / Megabyte).ToString("0.0", words.Culture))];
}
