using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Kept.Api;

/// <summary>Versions as entity tags: <c>"7"</c> is version 7.</summary>
internal static class VersionTag
{
    public static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>
    /// The version that a request was made against; null where it names none, or <c>*</c>, which any version is. A weak or
    /// unknown tag matches no version.
    /// </summary>
    public static int? Seen(HttpRequest request)
    {
        const int NoVersion = -1;
        if (request.Headers.IfMatch.Count == 0)
        {
            return null;
        }

        return EntityTagHeaderValue.TryParseStrictList([.. request.Headers.IfMatch.OfType<string>()], out var tags) && tags is [{ IsWeak: false } tag]
            ? tag.Tag == "*" ? null
                : int.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version
                : NoVersion
            : NoVersion;
    }

    /// <summary>The mark of a state that has no number.</summary>
    public static string OfMark(string? mark) => $"\"{mark}\"";

    /// <summary>As <see cref="Seen"/>, for what is marked and not counted.</summary>
    public static string? SeenMark(HttpRequest request)
    {
        const string NoMark = "";
        if (request.Headers.IfMatch.Count == 0)
        {
            return null;
        }

        return EntityTagHeaderValue.TryParseStrictList([.. request.Headers.IfMatch.OfType<string>()], out var tags) && tags is [{ IsWeak: false } tag]
            ? tag.Tag == "*" ? null : tag.Tag.ToString().Trim('"')
            : NoMark;
    }
}
