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

    private static readonly XmlReaderSettings Xml = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MostBytes,
        Async = false,
    };

    /// <param name="item">What a record is called in XML: "request".</param>
    /// <returns>Null where it is neither, such as a page of a proxy that is in trouble.</returns>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>>? Records(byte[] body, string item)
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
        var said = Records(body, "error")?.Select(error => error.GetValueOrDefault("description")).Where(words => !string.IsNullOrWhiteSpace(words)).ToList();
        return said is { Count: > 0 } ? string.Join(" ", said) : null;
    }

    private static char FirstCharacter(byte[] body)
    {
        var start = Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 100))).TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        return start.Length > 0 ? start[0] : '\0';
    }

    private static List<IReadOnlyDictionary<string, string>>? FromXml(byte[] body, string item)
    {
        using var reader = XmlReader.Create(new MemoryStream(body), Xml);
        var root = XDocument.Load(reader).Root!;
        return root.Name.LocalName is "html" or "HTML"
            ? null
            : [.. root.Elements().Where(record => record.Name.LocalName == item).Select(record =>
                record.Elements().GroupBy(field => field.Name.LocalName).ToDictionary(field => field.Key, field => field.First().Value.Trim(), StringComparer.Ordinal))];
    }

    private static List<IReadOnlyDictionary<string, string>> FromJson(byte[] body)
    {
        using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = Deepest });
        var root = document.RootElement;
        IEnumerable<JsonElement> records = root.ValueKind == JsonValueKind.Array ? root.EnumerateArray() : [root];
        return [.. records.Where(record => record.ValueKind == JsonValueKind.Object).Select(record =>
            record.EnumerateObject().Where(field => field.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
                .GroupBy(field => field.Name).ToDictionary(field => field.Key, field => field.First().Value.ToString().Trim(), StringComparer.Ordinal))];
    }
}
