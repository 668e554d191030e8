namespace Kept.Forwarding;

/// <summary>Words of somebody else, no longer than we keep them. Never half of a character: databases refuse that.</summary>
internal static class ShortWords
{
    public static string Of(string text, int most) => text.Length <= most
        ? text
        : text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)] + "…";
}
