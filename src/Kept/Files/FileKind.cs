namespace Kept.Files;

/// <summary>What a file is by its content. Everything that is not on this list is refused.</summary>
internal enum FileKind
{
    Jpeg,
    Png,
    WebP,
    Gif,
    Heic,
    Pdf,
    Docx,
    Odt,
    Text,
}

internal static class FileKindFacts
{
    extension(FileKind)
    {
        /// <summary>The kind that is served as this type.</summary>
        /// <exception cref="InvalidOperationException">No kind is: the row was not written by us.</exception>
        public static FileKind Of(string mediaType) => Enum.GetValues<FileKind>().First(kind => kind.MediaType == mediaType);
    }

    extension(FileKind kind)
    {
        /// <summary>The type we serve it as; what the sender claimed is never repeated.</summary>
        public string MediaType => kind switch
        {
            FileKind.Jpeg => "image/jpeg",
            FileKind.Png => "image/png",
            FileKind.WebP => "image/webp",
            FileKind.Gif => "image/gif",
            FileKind.Heic => "image/heic",
            FileKind.Pdf => "application/pdf",
            FileKind.Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            FileKind.Odt => "application/vnd.oasis.opendocument.text",
            FileKind.Text => "text/plain",
        };

        /// <summary>With the dot, in small letters.</summary>
        public string Extension => kind switch
        {
            FileKind.Jpeg => ".jpg",
            FileKind.Png => ".png",
            FileKind.WebP => ".webp",
            FileKind.Gif => ".gif",
            FileKind.Heic => ".heic",
            FileKind.Pdf => ".pdf",
            FileKind.Docx => ".docx",
            FileKind.Odt => ".odt",
            FileKind.Text => ".txt",
        };

        public bool IsPicture => kind is FileKind.Jpeg or FileKind.Png or FileKind.WebP or FileKind.Gif or FileKind.Heic;

        /// <summary>
        /// Whether a page may show it. Documents never: they are kept as they came and may hold script or links,
        /// so they only leave as attachments. HEIC neither, since most browsers cannot draw it.
        /// </summary>
        public bool IsShownInPage => kind.IsPicture && kind != FileKind.Heic;
    }
}
