using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Kept.Staff.Access;

/// <summary>
/// A form that was sent after the session had ended. It travels through the sign-in page, encrypted, and is shown
/// afterwards with a button to send it: nothing typed is lost, and nothing is sent that nobody looked at.
/// </summary>
internal sealed record KeptForm(string Address, ImmutableArray<KeptField> Fields, bool HadFiles)
{
    private const string Purpose = "Kept.Staff.KeptForm";
    private const string AntiforgeryField = "__RequestVerificationToken";

    /// <summary>Where the request carries it on its way to the sign-in page.</summary>
    private static readonly object Held = new();

    /// <summary>Keeps the form of this request when a page of ours sent it.</summary>
    public static async Task HoldAsync(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsPost(request.Method) && request.HasFormContentType && IsFromOurPage(request))
        {
            var form = await request.ReadFormAsync(context.RequestAborted);
            context.Items[Held] = new KeptForm(
                request.PathBase + request.Path + request.QueryString,
                [.. from field in form where field.Key != AntiforgeryField from value in field.Value select new KeptField(field.Key, value ?? "")],
                form.Files.Count > 0);
        }
    }

    /// <summary>What a person has written, as opposed to ids, choices and names of buttons.</summary>
    public IEnumerable<string> Written => Fields.Select(kept => kept.Value).Where(value => value.Any(char.IsWhiteSpace)).Distinct();

    public static KeptForm? HeldBy(HttpContext context) => context.Items[Held] as KeptForm;

    public string Protect(IDataProtectionProvider protection)
    {
        using var packed = new MemoryStream();
        using (var packer = new BrotliStream(packed, CompressionLevel.Fastest))
        {
            JsonSerializer.Serialize(packer, this);
        }

        return Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlEncode(protection.CreateProtector(Purpose).Protect(packed.ToArray()));
    }

    /// <summary>Null when this is not what <see cref="Protect"/> gave.</summary>
    public static KeptForm? Unprotect(string? text, IDataProtectionProvider protection)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        try
        {
            var packed = protection.CreateProtector(Purpose).Unprotect(Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlDecode(text));
            using var unpacker = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
            return JsonSerializer.Deserialize<KeptForm>(unpacker);
        }
        catch (Exception problem) when (problem is FormatException or System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    /// <summary>
    /// Another site must not put words into the mouth of whoever signs in next. Browsers say where a form came from in
    /// Sec-Fetch-Site, also where the page's referrer policy hides its address; those before 2023 in Origin at best.
    /// </summary>
    private static bool IsFromOurPage(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() switch
    {
        "same-origin" => true,
        "" => Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin)
            && string.Equals(origin.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}

internal sealed record KeptField(string Name, string Value);
