using Kept.Files.Pictures;

namespace Kept.Files;

/// <summary>The first bytes of a file: which reader is to look at the rest.</summary>
internal enum FileSignature
{
    None,
    Jpeg,
    Png,
    WebP,
    Gif,
    Heic,
    Pdf,
    Zip,
}

internal static class FileSignatures
{
    extension(FileSignature)
    {
        public static FileSignature Recognise(ReadOnlySpan<byte> content)
        {
            return content switch
            {
                [0xFF, 0xD8, 0xFF, ..] => FileSignature.Jpeg,
                [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => FileSignature.Png,
                [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => FileSignature.WebP,
                [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => FileSignature.Gif,
                [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => FileSignature.Pdf,
                [(byte)'P', (byte)'K', 3, 4, ..] => FileSignature.Zip,
                _ => HeicCleaner.HasHeicBrand(content) ? FileSignature.Heic : FileSignature.None,
            };
        }
    }
}
