using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Kept.Chrome.Errors;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Kept.Staff.Access;

/// <summary>
/// A form that was sent after the session had ended. It travels through the sign-in page, encrypted, and is shown
/// afterwards with a button to send it: nothing typed is lost, and nothing is sent that nobody looked at.
/// </summary>
internal static class KeptForm
{
    private const string Purpose = "Kept.Staff.KeptForm";

    /// <summary>Where the request carries it on its way to the sign-in page.</summary>
    private static readonly object Held = new();

    /// <summary>Keeps the form of this request, when it is one that may be handed back.</summary>
    public static async Task HoldAsync(HttpContext context) =>
        context.Items[Held] = await PostedForm.OfAsync(context, tokenIsGood: false);

    /// <summary>Whether this request was a form that came without a session.</summary>
    public static bool WasSent(HttpContext context) => context.Items.ContainsKey(Held);

    public static PostedForm? HeldBy(HttpContext context) => context.Items[Held] as PostedForm;

    public static string Protect(PostedForm form, IDataProtectionProvider protection)
    {
        using var packed = new MemoryStream();
        using (var packer = new BrotliStream(packed, CompressionLevel.Fastest))
        {
            JsonSerializer.Serialize(packer, form);
        }

        return WebEncoders.Base64UrlEncode(protection.CreateProtector(Purpose).Protect(packed.ToArray()));
    }

    /// <summary>Null when this is not what <see cref="Protect"/> gave.</summary>
    public static PostedForm? Unprotect(string? text, IDataProtectionProvider protection)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        try
        {
            var packed = protection.CreateProtector(Purpose).Unprotect(WebEncoders.Base64UrlDecode(text));
            using var unpacker = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
            return JsonSerializer.Deserialize<PostedForm>(unpacker);
        }
        catch (Exception problem) when (problem is FormatException or CryptographicException)
        {
            return null;
        }
    }
}
