using System.Collections.Immutable;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Kept.Chrome.Errors;

/// <summary>
/// Listens to the end of a form that is too large, and keeps what was typed into it: files go nowhere, words come back on the page
/// that explains. Not kept is what came from another site, or as much words as no form of ours takes.
/// </summary>
internal static class TooLargeForm
{
    private const int MostWords = 64 * 1024;
    private const int MostFields = 200;
    private static readonly object Key = new();

    public static PostedForm? KeptOf(HttpContext context) => context.Items[Key] as PostedForm;

    public static async Task ListenAsync(HttpRequest request)
    {
        var cancellationToken = request.HttpContext.RequestAborted;
        if (HttpMethods.IsPost(request.Method) && PostedForm.IsFromOurPage(request) && BoundaryOf(request) is { } boundary)
        {
            try
            {
                request.HttpContext.Items[Key] = PostedForm.Of(request, await FieldsAsync(new MultipartReader(boundary, request.Body), cancellationToken));
            }
            catch (Exception problem) when (problem is InvalidDataException or IOException && !cancellationToken.IsCancellationRequested)
            {
                // No form that can be read: then there is nothing to give back.
            }
        }

        await request.Body.CopyToAsync(Stream.Null, cancellationToken);
    }

    /// <summary>Null where they are too many.</summary>
    private static async Task<ImmutableArray<PostedField>?> FieldsAsync(MultipartReader reader, CancellationToken cancellationToken)
    {
        var (fields, value, left) = (ImmutableArray.CreateBuilder<PostedField>(), new char[MostWords + 1], MostWords);
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (section.GetContentDispositionHeader() is not { } header || !header.IsFormDisposition())
            {
                continue;
            }

            var name = HeaderUtilities.RemoveQuotes(header.Name).ToString();
            using var text = new StreamReader(section.Body);
            var length = await text.ReadBlockAsync(value.AsMemory(0, left + 1), cancellationToken);
            left -= length + name.Length;
            if (left < 0 || fields.Count == MostFields)
            {
                return null;
            }

            fields.Add(new PostedField(name, new string(value, 0, length)));
        }

        return fields.ToImmutable();
    }

    private static string? BoundaryOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= 200 } boundary
            ? boundary.ToString()
            : null;
}
