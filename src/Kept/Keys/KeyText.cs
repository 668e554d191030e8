using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Kept.Keys;

/// <summary>
/// What a program presents: <c>kept_</c>, eight characters by which people and the database know the key, and 32 that are
/// secret (160 random bits). Letters and digits that cannot be mistaken for each other, and easy to find for scanners
/// that look for keys in published code.
/// </summary>
internal sealed class KeyText
{
    private const string Start = "kept_";
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int KnownLength = 8;
    private const int SecretLength = 32;
    public const int Length = 5 + KnownLength + 1 + SecretLength;

    private readonly string text;

    private KeyText(string text) => this.text = text;

    /// <summary>The part that may be shown: "kept_7f3k9q2m".</summary>
    public string Prefix => text[..(Start.Length + KnownLength)];

    /// <summary>What the database knows. The secret is long and random, so that a fast hash keeps it.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)));

    public static KeyText NewRandom() => new($"{Start}{Draw(KnownLength)}_{Draw(SecretLength)}");

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out KeyText? key)
    {
        var valid = text is { Length: Length }
            && text.StartsWith(Start, StringComparison.Ordinal)
            && text[Start.Length + KnownLength] == '_'
            && text.AsSpan(Start.Length, KnownLength).ContainsAnyExcept(Alphabet) == false
            && text.AsSpan(Length - SecretLength).ContainsAnyExcept(Alphabet) == false;
        key = valid ? new KeyText(text!) : null;
        return valid;
    }

    /// <summary>The whole key, to be shown once.</summary>
    public string Reveal() => text;

    /// <summary>Never the secret, so that it cannot slip into a log.</summary>
    public override string ToString() => Prefix;

    private static string Draw(int length) => RandomNumberGenerator.GetString(Alphabet, length);
}
