using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Kept.Api;

/// <summary>
/// Versions as entity tags (RFC 9110): <c>"7"</c> is version 7, and <c>"7.9c1f02ab"</c> what version 7 looked like, as more than
/// its version may change in what is shown of a case.
/// </summary>
internal static class VersionTag
{
    private const char Look = '.';
    private const int LookLength = 8;

    public static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <param name="version">Of what is shown.</param>
    /// <param name="shown">The whole answer.</param>
    public static string Of(int version, string shown) => string.Create(
        CultureInfo.InvariantCulture, $"\"{version}{Look}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(shown)))[..LookLength]}\"");

    /// <summary>
    /// The version that a request was made against: of several the one that is there now. Null where it names none, or <c>*</c>,
    /// which any version is. A weak or unknown tag matches no version.
    /// </summary>
    /// <param name="request">With or without <c>If-Match</c>.</param>
    /// <param name="current">Reads the version that is there now; asked only where it matters.</param>
    public static async Task<int?> SeenAsync(HttpRequest request, Func<Task<int?>> current)
    {
        const int NoVersion = -1;
        return await SeenAsync(request, tag => tag.Split(Look)[0], async () => (await current())?.ToString(CultureInfo.InvariantCulture)) is not { } seen ? null
            : int.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version
            : NoVersion;
    }

    /// <summary>The mark of a state that has no number.</summary>
    public static string OfMark(string? mark) => $"\"{mark}\"";

    /// <summary>As <see cref="SeenAsync(HttpRequest, Func{Task{int?}})"/>, for what is marked and not counted.</summary>
    public static Task<string?> SeenMarkAsync(HttpRequest request, Func<Task<string?>> current) => SeenAsync(request, tag => tag, current);

    /// <summary>Whether whoever asks has this already (<c>If-None-Match</c>): then 304 is all there is to say.</summary>
    public static bool IsKnown(HttpRequest request, string tag) =>
        EntityTagHeaderValue.TryParseList([.. request.Headers.IfNoneMatch.OfType<string>()], out var tags)
        && tags.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Tag == tag);

    private static async Task<string?> SeenAsync(HttpRequest request, Func<string, string> read, Func<Task<string?>> current)
    {
        const string None = "";
        if (request.Headers.IfMatch.Count == 0)
        {
            return null;
        }

        if (!EntityTagHeaderValue.TryParseStrictList([.. request.Headers.IfMatch.OfType<string>()], out var tags))
        {
            return None;
        }

        if (tags is [var only] && only.Equals(EntityTagHeaderValue.Any))
        {
            return null;
        }

        var seen = tags.Where(tag => !tag.IsWeak).Select(tag => read(tag.Tag.ToString().Trim('"'))).ToList();
        return seen.Count < 2 ? seen.FirstOrDefault(None)
            : await current() is { } now && seen.Contains(now) ? now
            : seen[0];
    }
}
