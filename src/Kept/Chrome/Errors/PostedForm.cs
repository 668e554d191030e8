using System.Collections.Immutable;

namespace Kept.Chrome.Errors;

/// <summary>What somebody had typed when their form could not be taken, to be sent once more with one press.</summary>
/// <param name="Address">Where the form was sent.</param>
/// <param name="Token">The form's own antiforgery token, which is good as long as the session is; null where it is not.</param>
/// <param name="HadFiles">Files cannot be put back into a page; they have to be chosen again.</param>
internal sealed record PostedForm(string Address, ImmutableArray<PostedField> Fields, string? Token, bool HadFiles)
{
    public const string TokenField = "__RequestVerificationToken";

    /// <summary>What a person typed, without what the page had put there.</summary>
    public IEnumerable<string> TypedWords => Fields
        .Where(part => !part.Name.StartsWith('_') && part.Value.Any(char.IsWhiteSpace))
        .Select(part => part.Value);

    /// <summary>
    /// Null where there is nothing to send again: no form, one that cannot be read, one with a password (which we hand
    /// back to nobody), or one that another site sent in this person's name.
    /// </summary>
    public static async Task<PostedForm?> OfAsync(HttpContext context, bool tokenIsGood)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType || !IsFromOurPage(request))
        {
            return null;
        }

        try
        {
            var form = await request.ReadFormAsync(context.RequestAborted);
            return form.Keys.Any(name => name.Contains("password", StringComparison.OrdinalIgnoreCase))
                ? null
                : new PostedForm(
                    request.PathBase + request.Path + request.QueryString,
                    [.. from field in form where field.Key != TokenField from value in field.Value select new PostedField(field.Key, value ?? "")],
                    tokenIsGood ? form[TokenField].FirstOrDefault() : null,
                    form.Files.Count > 0);
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The same of a form with files that was read apart; null where there is nothing to send again.</summary>
    public static PostedForm? Of(HttpRequest request, ImmutableArray<PostedField>? fields) =>
        fields is not { } read || read.Any(field => field.Name.Contains("password", StringComparison.OrdinalIgnoreCase))
            || read.FirstOrDefault(field => field.Name == TokenField) is not { } token
            ? null
            : new PostedForm(request.PathBase + request.Path + request.QueryString, read.Remove(token), token.Value, HadFiles: true);

    /// <summary>Browsers tell where a request was made: by Sec-Fetch-Site on secure addresses, by Origin everywhere.</summary>
    public static bool IsFromOurPage(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        return site.Length > 0
            ? site == "same-origin"
            : Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin)
              && string.Equals(origin.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }
}

internal sealed record PostedField(string Name, string Value);
