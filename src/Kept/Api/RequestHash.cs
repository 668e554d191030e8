using System.Security.Cryptography;
using System.Text;

namespace Kept.Api;

/// <summary>By which a changed request under an old key is recognised.</summary>
internal static class RequestHash
{
    public static string Of(params IEnumerable<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(parts.Select(part => $"{part.Length}:{part}")))));
}
