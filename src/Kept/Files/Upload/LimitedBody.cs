namespace Kept.Files.Upload;

/// <summary>
/// The body of a form that does not say its length. One byte too many, and the rest is read to nowhere, so that whoever sends
/// it hears the answer, and reading ends as it does with a body that said that it is too large.
/// </summary>
internal sealed class LimitedBody(Stream body, long most) : Stream
{
    private long read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => read;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Refuse(tooLarge: read > most);
        var count = await body.ReadAsync(buffer, cancellationToken);
        read += count;
        if (read > most)
        {
            await body.CopyToAsync(Null, cancellationToken);
            Refuse(tooLarge: true);
        }

        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static void Refuse(bool tooLarge)
    {
        if (tooLarge)
        {
            throw new BadHttpRequestException("The form is too large.", StatusCodes.Status413PayloadTooLarge);
        }
    }
}
