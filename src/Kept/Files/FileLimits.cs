namespace Kept.Files;

/// <summary>What an upload may measure. Everything is checked from headers, before anything is unpacked.</summary>
internal sealed record FileLimits
{
    public static readonly FileLimits Default = new();

    /// <summary>Files that one report or message may carry.</summary>
    public int MaxFiles { get; init; } = 5;

    /// <summary>Bytes of one file: 15 MB as people and their phones count, so the larger reading.</summary>
    public int MaxBytes { get; init; } = 15 * 1024 * 1024;

    /// <summary>Bytes of one request that carries files: all of them, and what else stands in the form.</summary>
    public long MaxRequestBytes => ((long)MaxFiles * MaxBytes) + (1024 * 1024);

    /// <summary>Width times height. Phones of today take up to 64 megapixels; a viewer needs four bytes for each.</summary>
    public long MaxPixels { get; init; } = 65_000_000;

    /// <summary>Width times height times frames of a moving picture.</summary>
    public long MaxPixelsInAllFrames { get; init; } = 500_000_000;

    /// <summary>Entries of a document that is a ZIP archive inside.</summary>
    public int MaxEntries { get; init; } = 2_000;

    /// <summary>Bytes of all entries of such a document, unpacked.</summary>
    public long MaxUnpackedBytes { get; init; } = 150 * 1024 * 1024;
}
