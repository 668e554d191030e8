using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Kept.Webhooks;

/// <summary>A shared secret and what it signs, as Standard Webhooks has it: <c>whsec_</c> and base 64, HMAC with SHA-256.</summary>
internal sealed class WebhookSecret
{
    private const string Prefix = "whsec_";
    private const int Length = 32;

    private readonly byte[] key;

    private WebhookSecret(byte[] key) => this.key = key;

    public static WebhookSecret NewRandom() => new(RandomNumberGenerator.GetBytes(Length));

    /// <exception cref="FormatException">Not a secret.</exception>
    public static WebhookSecret Parse(string text) => text.StartsWith(Prefix, StringComparison.Ordinal)
        ? new WebhookSecret(Convert.FromBase64String(text[Prefix.Length..]))
        : throw new FormatException("A secret of a webhook begins with whsec_.");

    /// <summary>One signature: version and base 64.</summary>
    /// <param name="id">The id of the message, the same at every attempt.</param>
    /// <param name="at">The moment of this attempt.</param>
    /// <param name="body">Exactly as it is sent.</param>
    public string Sign(string id, Instant at, string body) => "v1," + Convert.ToBase64String(
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}.{body}"))));

    /// <summary>With the secret in it: to be shown once and to be stored.</summary>
    public override string ToString() => Prefix + Convert.ToBase64String(key);
}
