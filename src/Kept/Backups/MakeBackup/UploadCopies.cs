using System.Security.Cryptography;
using Kept.Files;

namespace Kept.Backups.MakeBackup;

/// <summary>
/// Copies uploads one by one. One that is not what was stored, that is not there or that the disk does not give keeps nothing
/// else from being copied: it is copied as it is, or left out, and named.
/// </summary>
internal sealed class UploadCopies(FileStore store, BackupDraft draft)
{
    /// <summary>As they are in the backup.</summary>
    public List<BackupFile> Copied { get; } = [];

    public List<long> Missing { get; } = [];

    public List<long> Changed { get; } = [];

    public async Task AddAsync(BackupFile upload, CancellationToken cancellationToken)
    {
        if (await draft.HasAsync(upload, cancellationToken))
        {
            Copied.Add(upload);
            if (!store.Has(upload.Id))
            {
                Missing.Add(upload.Id);
            }
        }
        else if (await ReadAsync(upload.Id, cancellationToken) is { } content)
        {
            var found = upload with { Bytes = content.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)) };
            await draft.AddAsync(found.Name, new MemoryStream(content), cancellationToken);
            Copied.Add(found);
            if (found != upload)
            {
                Changed.Add(upload.Id);
            }
        }
        else
        {
            Missing.Add(upload.Id);
        }
    }

    /// <summary>Whole, as it is small, so that its hash is that of the bytes that are copied. Null where it is not there, or not to be read.</summary>
    private async Task<byte[]?> ReadAsync(long id, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = store.Open(id);
            if (content is null || content.Length > Array.MaxLength)
            {
                return null;
            }

            var bytes = new byte[content.Length];
            await content.ReadExactlyAsync(bytes, cancellationToken);
            return bytes;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
