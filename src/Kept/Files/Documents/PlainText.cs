using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Kept.Files.Documents;

/// <summary>Tells text that people wrote from binary data, and from text that a browser or an office program would run.</summary>
internal static class PlainText
{
    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(code => (byte)code).Except("\t\n\r\f"u8.ToArray()), 0x7F]);

    private static readonly SearchValues<string> RunByBrowsers = SearchValues.Create(
        ["<!doctype", "<html", "<head", "<body", "<script", "<svg", "<iframe", "<object", "<embed", "<?xml", "<?php", "<meta", "<link", "<style", "javascript:"],
        StringComparison.OrdinalIgnoreCase);

    /// <returns>The rule that is broken, or null.</returns>
    public static FileRefusal? Check(ReadOnlySpan<byte> content)
    {
        if (content.ContainsAny(Controls) || !IsReadable(content) || content.StartsWith("{\\rtf"u8) || content.StartsWith("%!PS"u8))
        {
            return FileRefusal.UnknownType;
        }
        return Encoding.Latin1.GetString(content).AsSpan().ContainsAny(RunByBrowsers) ? FileRefusal.ActiveContent : null;
    }

    /// <summary>UTF-8, or an older single-byte encoding, in which most letters of our languages are still plain.</summary>
    private static bool IsReadable(ReadOnlySpan<byte> content)
    {
        if (Utf8.IsValid(content))
        {
            return true;
        }
        var plain = 0L;
        foreach (var one in content)
        {
            plain += one < 0x80 ? 1 : 0;
        }
        return plain * 4 >= content.Length * 3L;
    }
}
