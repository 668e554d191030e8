using Kept.Files.Documents;
using Kept.Files.Pictures;

namespace Kept.Files;

/// <summary>
/// Decides by content alone what an upload is, and strips pictures of everything but the picture.
/// A second file behind a picture is cut off with the rest; behind a document it is refused, as documents are not rewritten.
/// </summary>
/// <remarks>
/// Documents keep what their authors put in, names and places included: rewriting a PDF or a letter would break signatures
/// and evidence, and a resident who sends one means its content. They are only ever served as attachments.
/// Reads nothing but the bytes given, in time linear to their length, and never throws for what they hold.
/// </remarks>
internal sealed class FileInspector(FileLimits limits)
{
    public FileInspection Inspect(ReadOnlyMemory<byte> content)
    {
        if (content.IsEmpty)
        {
            return new FileInspection.Refused(FileRefusal.Empty);
        }
        if (content.Length > limits.MaxBytes)
        {
            return new FileInspection.Refused(FileRefusal.TooBig);
        }
        return FileSignature.Recognise(content.Span) switch
        {
            FileSignature.Jpeg => Picture(FileKind.Jpeg, JpegCleaner.Clean(content)),
            FileSignature.Png => Picture(FileKind.Png, PngCleaner.Clean(content)),
            FileSignature.WebP => Picture(FileKind.WebP, WebPCleaner.Clean(content)),
            FileSignature.Gif => Picture(FileKind.Gif, GifCleaner.Clean(content)),
            FileSignature.Heic => Picture(FileKind.Heic, HeicCleaner.Clean(content)),
            FileSignature.Pdf => Document(FileKind.Pdf, content, PdfDocument.Check(content.Span)),
            FileSignature.Zip => Packed(content),
            FileSignature.None => Document(FileKind.Text, content, PlainText.Check(content.Span)),
            var unknown => throw new InvalidOperationException($"No way to inspect {unknown}"),
        };
    }

    private FileInspection Picture(FileKind kind, CleanPicture? picture)
    {
        if (picture is null)
        {
            return new FileInspection.Refused(FileRefusal.Damaged);
        }
        var tooMany = picture.Size.Pixels > limits.MaxPixels || picture.Size.Pixels * picture.Frames > limits.MaxPixelsInAllFrames;
        return tooMany
            ? new FileInspection.Refused(FileRefusal.TooManyPixels)
            : new FileInspection.Accepted(kind, picture.Content, picture.Size);
    }

    private FileInspection Packed(ReadOnlyMemory<byte> content)
    {
        if (!ZipDirectory.TryRead(content, limits.MaxEntries, out var directory, out var why))
        {
            return new FileInspection.Refused(why);
        }
        if (PackedDocument.HasMacros(directory))
        {
            return new FileInspection.Refused(FileRefusal.MacrosInside);
        }
        return PackedDocument.Recognise(directory) is { } kind
            ? Document(kind, content, PackedDocument.Measure(directory, limits.MaxUnpackedBytes))
            : new FileInspection.Refused(FileRefusal.UnknownType);
    }

    private static FileInspection Document(FileKind kind, ReadOnlyMemory<byte> content, FileRefusal? why) =>
        why is { } refusal ? new FileInspection.Refused(refusal) : new FileInspection.Accepted(kind, content, null);
}
