using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kept.Catalogue.Reading;

namespace Kept.Catalogue;

/// <summary>
/// A service or a council as it is stored: its JSON in one canonical form (names sorted, no white space, without
/// <c>$schema</c>), so that a file that was only laid out anew is not a new version.
/// </summary>
/// <param name="Hash">SHA-256 of <paramref name="Json"/>, in lower-case hexadecimal.</param>
internal sealed record Definition(string Json, string Hash)
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Definition Of(SourceObject file)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            Write(writer, file);
        }

        return new Definition(Encoding.UTF8.GetString(buffer.WrittenSpan), Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan)));
    }

    /// <summary>The stored form, read again.</summary>
    /// <param name="name">What to call it in a message, such as "fly-tipping version 3".</param>
    /// <exception cref="InvalidDataException">The database holds something that is not JSON.</exception>
    public static SourceObject Parse(string name, string json)
    {
        var mistakes = new List<Mistake>();
        return SourceReader.Read(name, Encoding.UTF8.GetBytes(json), mistakes) as SourceObject
            ?? throw new InvalidDataException($"The stored definition cannot be read: {mistakes.FirstOrDefault()?.ToString() ?? name}");
    }

    private static void Write(Utf8JsonWriter writer, SourceNode node)
    {
        switch (node)
        {
            case SourceObject members:
                writer.WriteStartObject();
                foreach (var property in members.Properties.Where(property => property.Name != "$schema").OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case SourceArray list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case SourceText text:
                writer.WriteStringValue(text.Value);
                break;
            case SourceNumber number:
                writer.WriteNumberValue(number.Value / 1.000000000000000000000000000000m);
                break;
            case SourceBoolean boolean:
                writer.WriteBooleanValue(boolean.Value);
                break;
            case SourceNull:
                writer.WriteNullValue();
                break;
        }
    }
}
