using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Kept.Domain.Cases;

/// <summary>128 random bits that a link carries, written in URL-safe base 64 (22 characters). Compared in constant time.</summary>
public readonly struct Secret : IEquatable<Secret>
{
    public const int TextLength = 22;

    private readonly string? text;

    private Secret(string text) => this.text = text;

    public string Text => text ?? throw new InvalidOperationException("This secret was never set.");

    public static Secret NewRandom() => new(Encode(RandomNumberGenerator.GetBytes(16)));

    public static bool TryParse([NotNullWhen(true)] string? text, out Secret secret)
    {
        var valid = text is { Length: TextLength } && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');
        secret = valid ? new Secret(text!) : default;
        return valid;
    }

    /// <exception cref="FormatException">Not a secret.</exception>
    public static Secret Parse(string text) =>
        TryParse(text, out var secret) ? secret : throw new FormatException("This is not a secret of 22 characters.");

    public bool Equals(Secret other) => CryptographicOperations.FixedTimeEquals(
        System.Text.Encoding.ASCII.GetBytes(Text), System.Text.Encoding.ASCII.GetBytes(other.Text));

    public override bool Equals(object? obj) => obj is Secret other && Equals(other);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>Never the secret itself, so that it cannot slip into a log.</summary>
    public override string ToString() => "(secret)";

    public static bool operator ==(Secret left, Secret right) => left.Equals(right);

    public static bool operator !=(Secret left, Secret right) => !left.Equals(right);

    private static string Encode(byte[] bytes) =>
        Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
