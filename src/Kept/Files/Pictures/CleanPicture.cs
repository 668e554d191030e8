namespace Kept.Files.Pictures;

/// <summary>Width and height as the file stores them, in pixels.</summary>
internal readonly record struct PictureSize(int Width, int Height)
{
    public long Pixels => (long)Width * Height;

    /// <summary>Where a file says its size twice, the one that costs a viewer more counts.</summary>
    public PictureSize OrLarger(PictureSize? other) => other is { } size && size.Pixels > Pixels ? size : this;
}

/// <summary>A picture that holds nothing but the picture. The compressed image data are those of the upload, bit for bit.</summary>
internal sealed record CleanPicture(byte[] Content, PictureSize Size, int Frames = 1);
