using System.Collections.Immutable;
using System.Security.Cryptography;
using Kept.Files;
using Kept.Files.Upload;
using Kept.Open311.Formats;
using Kept.Texts;

namespace Kept.Open311;

/// <summary>Files that came with the form itself: on disk, and without a row until the save that they belong to.</summary>
internal sealed class PartnerUploads(FileIntake intake, FileLimits limits, Words words)
{
    /// <summary>Stands for what the files are made of, in the order they came; empty where none came.</summary>
    public static async Task<string> HashAsync(IReadOnlyList<FileUpload> uploads, CancellationToken cancellationToken)
    {
        var hashes = new List<string>();
        foreach (var upload in uploads)
        {
            await using var content = upload.Open();
            hashes.Add(Convert.ToHexString(await SHA256.HashDataAsync(content, cancellationToken)));
        }

        return string.Join('\n', hashes);
    }

    /// <summary>The answer is null where all were taken.</summary>
    public async Task<(ImmutableArray<StoredFile> Files, GeoAnswer? Refusal)> TakeAsync(
        IReadOnlyList<FileUpload> uploads, FileOrigin origin, CancellationToken cancellationToken)
    {
        var stored = ImmutableArray.CreateBuilder<StoredFile>();
        foreach (var upload in uploads)
        {
            switch (await intake.TakeAsync(upload, origin, cancellationToken))
            {
                case FileTaking.Taken taken:
                    stored.Add(taken.File);
                    break;
                case FileTaking.Refused refused:
                    return ([], GeoAnswer.Errors(refused.Why == FileRefusal.TooBig ? 413 : 400, refused.Why.Explain(limits, words)));
                default:
                    return ([], GeoAnswer.Errors(503, words["files.diskFull"]));
            }
        }

        return (stored.ToImmutable(), null);
    }
}
