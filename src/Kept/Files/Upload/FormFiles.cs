using Kept.Texts;

namespace Kept.Files.Upload;

internal static class FormFiles
{
    /// <summary>A file field of a form, as pages bind it.</summary>
    public static FileUpload ToUpload(this IFormFile file, Words words) =>
        new(file.FileName, file.Length, file.OpenReadStream, words["files.name"]);

    /// <summary>The sentence for the person who sent it.</summary>
    public static string Explain(this FileRefusal why, FileLimits limits, Words words) => why switch
    {
        FileRefusal.Empty => words["files.empty"],
        FileRefusal.TooBig => words["files.tooBig", ("megabytes", limits.MaxBytes / 1024 / 1024)],
        FileRefusal.UnknownType => words["files.unknownType"],
        FileRefusal.ActiveContent => words["files.activeContent"],
        FileRefusal.MacrosInside => words["files.macrosInside"],
        FileRefusal.SecondFileInside => words["files.secondFileInside"],
        FileRefusal.TooManyPixels => words["files.tooManyPixels", ("megapixels", limits.MaxPixels / 1_000_000)],
        FileRefusal.UnpacksTooBig => words["files.unpacksTooBig"],
        FileRefusal.Damaged => words["files.damaged"],
    };
}
