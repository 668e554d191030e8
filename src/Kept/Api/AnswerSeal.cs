using System.Security.Cryptography;
using System.Text;

namespace Kept.Api;

/// <summary>
/// Closes an answer that holds a secret before it is kept for a retry. What opens it is the key with which the request came,
/// and that the database does not know: so a retry gets the same answer, and nobody else reads it.
/// </summary>
/// <param name="proof">The whole key of the program; long and random.</param>
/// <param name="idempotencyKey">So that no two answers are closed alike.</param>
internal sealed class AnswerSeal(string proof, string idempotencyKey)
{
    private const string Mark = "sealed:";
    private const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public static bool IsClosed(string kept) => kept.StartsWith(Mark, StringComparison.Ordinal);

    public string Close(string answer)
    {
        var plain = Encoding.UTF8.GetBytes(answer);
        var closed = new byte[NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(closed.AsSpan(0, NonceLength));
        using var cipher = Cipher();
        cipher.Encrypt(closed.AsSpan(0, NonceLength), plain, closed.AsSpan(NonceLength + TagLength), closed.AsSpan(NonceLength, TagLength));
        return Mark + Convert.ToBase64String(closed);
    }

    /// <exception cref="CryptographicException">It was closed with another key.</exception>
    public string Open(string kept)
    {
        var closed = Convert.FromBase64String(kept[Mark.Length..]);
        var plain = new byte[closed.Length - NonceLength - TagLength];
        using var cipher = Cipher();
        cipher.Decrypt(closed.AsSpan(0, NonceLength), closed.AsSpan(NonceLength + TagLength), closed.AsSpan(NonceLength, TagLength), plain);
        return Encoding.UTF8.GetString(plain);
    }

    private AesGcm Cipher() => new(
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(proof), KeyLength, Encoding.UTF8.GetBytes(idempotencyKey), "kept answer"u8.ToArray()),
        TagLength);
}
