using Kept.Files.Pictures;

namespace Kept.Files;

/// <summary>What came of looking at an upload.</summary>
internal abstract record FileInspection
{
    private FileInspection()
    {
    }

    /// <param name="Kind">By content; name and claimed type of the upload had no say.</param>
    /// <param name="Content">What is to be stored: of a picture the stripped copy, of a document the bytes as they came.</param>
    /// <param name="Size">Of a picture, as stored, before its orientation is applied.</param>
    internal sealed record Accepted(FileKind Kind, ReadOnlyMemory<byte> Content, PictureSize? Size) : FileInspection;

    internal sealed record Refused(FileRefusal Why) : FileInspection;
}

/// <summary>The rule that an upload broke.</summary>
internal enum FileRefusal
{
    Empty,
    TooBig,

    /// <summary>None of the kinds we take.</summary>
    UnknownType,

    /// <summary>A web page, an SVG drawing or another text that a browser would run.</summary>
    ActiveContent,

    /// <summary>A document with macros.</summary>
    MacrosInside,

    /// <summary>A document that is another file as well, in a way that cannot be cut off.</summary>
    SecondFileInside,
    TooManyPixels,

    /// <summary>A document that grows beyond all measure when it is opened.</summary>
    UnpacksTooBig,

    /// <summary>Starts like a kind that we take, but breaks its rules or ends too early.</summary>
    Damaged,
}
