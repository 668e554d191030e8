using Kept.Storage;
using NodaTime;

namespace Kept.Files;

/// <summary>A file that somebody sends. Nothing of it is believed.</summary>
/// <param name="Otherwise">What to call it when its own name cannot be shown, without extension, in the sender's language.</param>
internal sealed record FileUpload(string? GivenName, long Length, Func<Stream> Open, string Otherwise);

/// <summary>What came of taking in a file.</summary>
internal abstract record FileTaking
{
    private FileTaking()
    {
    }

    /// <summary>The bytes are on disk. The caller adds the row to what it saves; without that row they are swept away later.</summary>
    internal sealed record Taken(StoredFile File) : FileTaking;

    internal sealed record Refused(FileRefusal Why) : FileTaking;

    internal sealed record DiskFull : FileTaking;
}

/// <summary>Looks at uploads, strips them and puts them on disk, a few at a time, so that memory stays bounded however many people send photos at once.</summary>
internal sealed class FileIntake(FileInspector inspector, FileStore store, FileLimits limits, IdSource ids, IClock clock) : IDisposable
{
    private const int AtOnce = 4;

    private readonly SemaphoreSlim places = new(AtOnce);

    public async Task<FileTaking> TakeAsync(FileUpload upload, FileOrigin origin, CancellationToken cancellationToken)
    {
        if (upload.Length > limits.MaxBytes)
        {
            return new FileTaking.Refused(FileRefusal.TooBig);
        }
        await places.WaitAsync(cancellationToken);
        try
        {
            return inspector.Inspect(await ReadAsync(upload, cancellationToken)) switch
            {
                FileInspection.Accepted accepted => await StoreAsync(upload, origin, accepted, cancellationToken),
                FileInspection.Refused refused => new FileTaking.Refused(refused.Why),
                var other => throw new InvalidOperationException($"No way to take {other}"),
            };
        }
        finally
        {
            places.Release();
        }
    }

    public void Dispose() => places.Dispose();

    /// <summary>One byte more than the limit is enough to know that it is broken.</summary>
    private async Task<ReadOnlyMemory<byte>> ReadAsync(FileUpload upload, CancellationToken cancellationToken)
    {
        await using var stream = upload.Open();
        var content = new byte[Math.Min(upload.Length, limits.MaxBytes) + 1];
        var length = await stream.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellationToken);
        return content.AsMemory(0, length);
    }

    private async Task<FileTaking> StoreAsync(FileUpload upload, FileOrigin origin, FileInspection.Accepted accepted, CancellationToken cancellationToken)
    {
        var id = ids.Next();
        return await store.Store(id, accepted.Content, cancellationToken) switch
        {
            FileStoring.Stored stored => new FileTaking.Taken(new StoredFile(
                id, origin, FileName.From(upload.GivenName, accepted.Kind, upload.Otherwise), accepted, stored.Sha256, clock.GetCurrentInstant())),
            FileStoring.DiskFull => new FileTaking.DiskFull(),
            var other => throw new InvalidOperationException($"No way to keep {other}"),
        };
    }
}
