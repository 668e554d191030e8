using System.Security.Cryptography;
using System.Text;
using Kept.Settings;
using Microsoft.Extensions.Options;

namespace Kept.Staff.Access;

/// <summary>
/// Encrypts what must not lie open in the database (AES-256-GCM), with a secret that all nodes have in a file. What is
/// written names the secret, by a mark that does not give it away, so that a node knows whether it has it.
/// </summary>
internal sealed class SignInSecrets
{
    private const string Prefix = "sealed";
    private const int MarkLength = 16;

    private readonly Secret? current;
    private readonly IReadOnlyDictionary<string, Secret> known;

    public SignInSecrets(IOptions<KeptSettings> settings)
    {
        var named = settings.Value.SignInKeys;
        current = named.SecretFile.Length > 0 ? Secret.From(named.SecretFile) : null;
        known = named.OtherSecretFiles.Where(file => file.Length > 0).Select(Secret.From).Append(current).OfType<Secret>()
            .DistinctBy(secret => secret.Mark).ToDictionary(secret => secret.Mark, StringComparer.Ordinal);
    }

    /// <summary>Whether a text is as this node would write it.</summary>
    public bool IsCurrent(string stored) => MarkOf(stored) == current?.Mark;

    public bool CanOpen(string stored) => MarkOf(stored) is not { } mark || known.ContainsKey(mark);

    /// <summary>The text as it is where no secret is set.</summary>
    public string Seal(string text)
    {
        if (current is null)
        {
            return text;
        }

        var (nonce, plain) = (RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize), Encoding.UTF8.GetBytes(text));
        var (cipher, tag) = (new byte[plain.Length], new byte[AesGcm.TagByteSizes.MaxSize]);
        using var aes = new AesGcm(current.Key, tag.Length);
        aes.Encrypt(nonce, plain, cipher, tag);
        return $"{Prefix}:{current.Mark}:{Convert.ToBase64String([.. nonce, .. tag, .. cipher])}";
    }

    /// <exception cref="InvalidOperationException">It was sealed with a secret that this node does not have.</exception>
    /// <exception cref="CryptographicException">It was changed since.</exception>
    public string Open(string stored)
    {
        if (MarkOf(stored) is not { } mark)
        {
            return stored;
        }

        var secret = known.GetValueOrDefault(mark) ?? throw new InvalidOperationException("A sign-in key was sealed with a secret that this node does not have.");
        var bytes = Convert.FromBase64String(stored.Split(':').ElementAtOrDefault(2) ?? "");
        var (nonceLength, tagLength) = (AesGcm.NonceByteSizes.MaxSize, AesGcm.TagByteSizes.MaxSize);
        if (bytes.Length < nonceLength + tagLength)
        {
            throw new CryptographicException("A sealed text was cut off.");
        }

        var plain = new byte[bytes.Length - nonceLength - tagLength];
        using var aes = new AesGcm(secret.Key, tagLength);
        aes.Decrypt(bytes.AsSpan(0, nonceLength), bytes.AsSpan(nonceLength + tagLength), bytes.AsSpan(nonceLength, tagLength), plain);
        return Encoding.UTF8.GetString(plain);
    }

    private static string? MarkOf(string stored) =>
        stored.StartsWith(Prefix + ":", StringComparison.Ordinal) ? stored.Split(':')[1] : null;

    private sealed record Secret(string Mark, byte[] Key)
    {
        public static Secret From(string file)
        {
            var secret = SignInKeySettings.Read(file);
            byte[] Derive(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: Encoding.UTF8.GetBytes($"Kept sign-in keys: {purpose}"));
            return new Secret(Convert.ToHexStringLower(Derive("mark"))[..MarkLength], Derive("key"));
        }
    }
}
