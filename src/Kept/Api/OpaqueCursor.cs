using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Kept.Api;

/// <summary>
/// A place in a list, for programs to hand back and not to read. It carries a print of the query it was given for, so that
/// a cursor of one list is not taken for a place in another.
/// </summary>
internal static class OpaqueCursor
{
    private const int PrintLength = 6;
    private const int Longest = 200;

    public static string Of(string place, string query) =>
        WebEncoders.Base64UrlEncode([.. Print(query), .. Encoding.UTF8.GetBytes(place)]);

    /// <summary>Null for what is no cursor, or one of another query.</summary>
    public static string? Read(string cursor, string query)
    {
        if (cursor.Length > Longest)
        {
            return null;
        }

        try
        {
            var bytes = WebEncoders.Base64UrlDecode(cursor);
            return bytes.Length > PrintLength && bytes.AsSpan(0, PrintLength).SequenceEqual(Print(query))
                ? Encoding.UTF8.GetString(bytes, PrintLength, bytes.Length - PrintLength)
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static byte[] Print(string query) => SHA256.HashData(Encoding.UTF8.GetBytes(query))[..PrintLength];
}
