namespace Kept.Texts;

/// <summary>
/// How much colleagues and programs may write in one go: everybody who opens the case reads it, and some of it goes out by mail. Longer
/// matters are files.
/// </summary>
internal static class LongestWords
{
    /// <summary>Characters of one field.</summary>
    public const int Length = 10_000;

    public const string TextKey = "refused.tooLong";

    public static bool AreIn(string? text) => text?.Length > Length;
}
