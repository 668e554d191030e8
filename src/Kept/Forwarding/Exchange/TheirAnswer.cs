using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace Kept.Forwarding.Exchange;

/// <summary>
/// What another server says, as records of fields: XML as the specification has it, or JSON from servers that send that
/// whatever they are asked for. Nothing in it is believed: no document type, no entities, a limit on size and depth.
/// </summary>
internal static class TheirAnswer
{
    public const int MostBytes = 4 * 1024 * 1024;
    private const int Deepest = 32;
    private const string Extensions = "extended_attributes";
    private const string Photo = "media_url";

    private static readonly XmlReaderSettings Xml = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MostBytes,
        Async = false,
    };

    /// <param name="item">What a record is called in XML: "request".</param>
    /// <returns>Null where it is neither, such as a page of a proxy that is in trouble.</returns>
    public static IReadOnlyList<TheirRecord>? Records(byte[] body, string item)
    {
        try
        {
            return FirstCharacter(body) is '[' or '{' ? FromJson(body) : FromXml(body, item);
        }
        catch (Exception problem) when (problem is XmlException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What they say is wrong, where they say it in the form of the specification; null for anything else.</summary>
    public static string? ErrorIn(byte[] body)
    {
        var said = Records(body, "error")?.Select(error => error.One("description")).Where(words => !string.IsNullOrWhiteSpace(words)).ToList();
        return said is { Count: > 0 } ? string.Join(" ", said) : null;
    }

    private static char FirstCharacter(byte[] body)
    {
        var start = Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 100))).TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        return start.Length > 0 ? start[0] : '\0';
    }

    private static List<TheirRecord>? FromXml(byte[] body, string item)
    {
        using var reader = XmlReader.Create(new MemoryStream(body), Xml);
        var root = XDocument.Load(reader).Root!;
        return root.Name.LocalName is "html" or "HTML"
            ? null
            : [.. root.Elements().Where(record => record.Name.LocalName == item).Select(record =>
                new TheirRecord(record.Elements().Select(field => (field.Name.LocalName, field.Value)).Concat(FurtherPhotos(record))))];
    }

    private static List<TheirRecord> FromJson(byte[] body)
    {
        using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = Deepest });
        var root = document.RootElement;
        IEnumerable<JsonElement> records = root.ValueKind == JsonValueKind.Array ? root.EnumerateArray() : [root];
        return [.. records.Where(record => record.ValueKind == JsonValueKind.Object).Select(record =>
            new TheirRecord(record.EnumerateObject().SelectMany(field => ValuesOf(field.Value).Select(value => (field.Name, value))).Concat(FurtherPhotos(record))))];
    }

    /// <summary>Photos beyond the first, as servers like ours give them.</summary>
    private static IEnumerable<(string, string)> FurtherPhotos(XElement record) =>
        from extensions in record.Elements().Where(field => field.Name.LocalName == Extensions)
        from photo in extensions.Descendants().Where(field => field.Name.LocalName == Photo)
        select (Photo, photo.Value);

    private static IEnumerable<(string, string)> FurtherPhotos(JsonElement record) =>
        record.TryGetProperty(Extensions, out var extensions) && extensions.ValueKind == JsonValueKind.Object && extensions.TryGetProperty("media_urls", out var photos)
            ? ValuesOf(photos).Select(photo => (Photo, photo))
            : [];

    /// <summary>What a field says: itself, or all that its list has.</summary>
    private static IEnumerable<string> ValuesOf(JsonElement field) => field.ValueKind switch
    {
        JsonValueKind.Array => field.EnumerateArray().Where(item => item.ValueKind != JsonValueKind.Array).SelectMany(ValuesOf),
        JsonValueKind.String => TextOf(field) is { } text ? [text] : [],
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => [field.ToString()],
        _ => [],
    };

    /// <summary>Null for half of a character: one field of nonsense does not spoil the rest.</summary>
    private static string? TextOf(JsonElement field)
    {
        try
        {
            return field.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
