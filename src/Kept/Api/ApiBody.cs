using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kept.Texts;

namespace Kept.Api;

/// <summary>
/// The content of a request as it came: a JSON object, or a form with files whose fields make such an object. The same
/// content has the same hash, also when a form is sent again with other borders between its parts.
/// </summary>
internal sealed class ApiBody
{
    private const int MostBytes = 256 * 1024;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    private ApiBody(JsonObject content, IReadOnlyList<IFormFile> files, string hash) => (Content, Files, Hash) = (content, files, hash);

    public JsonObject Content { get; }

    public IReadOnlyList<IFormFile> Files { get; }

    public string Hash { get; }

    /// <summary>An empty body is an empty object: many requests say everything by their address.</summary>
    public static async Task<(ApiBody? Body, IResult? Problem)> ReadAsync(HttpRequest request, Words words, CancellationToken cancellationToken)
    {
        if (request.HasFormContentType)
        {
            return await OfFormAsync(request, cancellationToken) is { } form
                ? (form, null)
                : (null, ApiProblem.Of(StatusCodes.Status400BadRequest, "no-form", words));
        }

        if (request.ContentLength > MostBytes)
        {
            return (null, TooLarge(words));
        }

        using var buffer = new MemoryStream();
        var piece = new byte[16 * 1024];
        while (await request.Body.ReadAsync(piece, cancellationToken) is var read and > 0)
        {
            if (buffer.Length + read > MostBytes)
            {
                return (null, TooLarge(words));
            }

            buffer.Write(piece, 0, read);
        }

        return OfJson(buffer.ToArray()) is { } body ? (body, null) : (null, ApiProblem.Of(StatusCodes.Status400BadRequest, "no-json", words));
    }

    /// <summary>The object that stands as text in a field of a form; null where it is none, or too large.</summary>
    public JsonObject? ObjectIn(string field) =>
        Content[field] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length is > 0 and <= MostBytes
            ? OfJson(Encoding.UTF8.GetBytes(text))?.Content
            : null;

    /// <summary>The content as a type of ours; else what is wrong with it, by field.</summary>
    public (T? Value, IResult? Problem) As<T>(Words words)
        where T : class
    {
        try
        {
            return (Content.Deserialize<T>(ApiJson.Options), null);
        }
        catch (JsonException problem)
        {
            var field = problem.Path is { Length: > 2 } path ? path[2..] : NamedIn<T>();
            return (null, ApiProblem.Of(
                new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [words["api.problem.bad-field"]] }, words));
        }
    }

    /// <summary>A field that is not known has no path; the first that the type does not have is meant.</summary>
    private string NamedIn<T>()
    {
        var known = typeof(T).GetProperties().Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Content.Select(field => field.Key).FirstOrDefault(name => !known.Contains(name)) ?? "";
    }

    private static IResult TooLarge(Words words) =>
        ApiProblem.Of(StatusCodes.Status413PayloadTooLarge, "too-large", words, ("most", MostBytes / 1024));

    private static ApiBody? OfJson(byte[] bytes)
    {
        try
        {
            return (bytes.Length == 0 ? [] : JsonNode.Parse(bytes, documentOptions: Strict) as JsonObject) is { } content && IsWritable(content)
                ? new ApiBody(content, [], Convert.ToHexStringLower(SHA256.HashData(bytes)))
                : null;
        }
        catch (Exception problem) when (problem is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>No database takes a zero character, in names as little as in values.</summary>
    /// <exception cref="InvalidOperationException">There is half a character, which is none.</exception>
    private static bool IsWritable(JsonNode? node) => node switch
    {
        JsonObject inside => inside.All(field => IsWritable(field.Key) && IsWritable(field.Value)),
        JsonArray list => list.All(IsWritable),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => IsWritable(value.GetValue<string>()),
        _ => true,
    };

    private static bool IsWritable(string text) => !text.Contains('\0', StringComparison.Ordinal);

    private static async Task<ApiBody?> OfFormAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var form = await request.ReadFormAsync(cancellationToken);
            return form.Any(field => !IsWritable(field.Key) || !IsWritable(field.Value.ToString())) ? null : await OfFormAsync(form, cancellationToken);
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException and not BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            return null;
        }
    }

    private static async Task<ApiBody> OfFormAsync(IFormCollection form, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var content = new JsonObject();
        foreach (var (name, value) in form.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            content[name] = value.ToString() switch
            {
                "true" => JsonValue.Create(true),
                "false" => JsonValue.Create(false),
                var text => JsonValue.Create(text),
            };
            hash.AppendData(Encoding.UTF8.GetBytes($"{name.Length}:{name}{value.ToString().Length}:{value}"));
        }

        foreach (var file in form.Files)
        {
            await using var stream = file.OpenReadStream();
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Name.Length}:{file.Name}{file.FileName.Length}:{file.FileName}"));
            hash.AppendData(await SHA256.HashDataAsync(stream, cancellationToken));
        }

        return new ApiBody(content, form.Files, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
