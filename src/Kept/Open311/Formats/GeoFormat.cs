using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;

namespace Kept.Open311.Formats;

/// <summary>XML and JSON, chosen by the end of the address.</summary>
internal enum GeoFormat
{
    Xml,
    Json,
}

/// <summary>Writes answers as bytes. Nothing in them is markup but what is written here.</summary>
internal static class GeoWriter
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) };

    private static readonly XmlWriterSettings Xml = new() { Encoding = new UTF8Encoding(false), Indent = true, IndentChars = "  " };

    public static string MediaType(GeoFormat format) => format == GeoFormat.Json ? "application/json; charset=utf-8" : "text/xml; charset=utf-8";

    public static ReadOnlyMemory<byte> Write(GeoAnswer answer, GeoFormat format) =>
        format == GeoFormat.Json ? WriteJson(answer) : WriteXml(answer);

    private static ReadOnlyMemory<byte> WriteJson(GeoAnswer answer)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Json))
        {
            Write(writer, answer.Value);
        }

        return buffer.WrittenMemory;
    }

    private static ReadOnlyMemory<byte> WriteXml(GeoAnswer answer)
    {
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, Xml))
        {
            writer.WriteStartDocument();
            Write(writer, answer.Root, answer.Value);
        }

        return bytes.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, GeoValue value)
    {
        switch (value)
        {
            case GeoValue.Text text:
                writer.WriteStringValue(text.Value);
                break;
            case GeoValue.Number { Value: { } number }:
                writer.WriteNumberValue(number);
                break;
            case GeoValue.Number:
                writer.WriteNullValue();
                break;
            case GeoValue.YesNo yesNo:
                writer.WriteBooleanValue(yesNo.Value);
                break;
            case GeoValue.Many many:
                writer.WriteStartArray();
                foreach (var item in many.Items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case GeoValue.Fields fields:
                writer.WriteStartObject();
                foreach (var (name, member) in fields.Members)
                {
                    writer.WritePropertyName(name);
                    Write(writer, member);
                }

                writer.WriteEndObject();
                break;
        }
    }

    private static void Write(XmlWriter writer, string name, GeoValue value)
    {
        writer.WriteStartElement(name);
        switch (value)
        {
            case GeoValue.Text text:
                writer.WriteString(Allowed(text.Value ?? ""));
                break;
            case GeoValue.Number number:
                writer.WriteString(number.Value?.ToString(CultureInfo.InvariantCulture) ?? "");
                break;
            case GeoValue.YesNo yesNo:
                writer.WriteString(yesNo.Value ? "true" : "false");
                break;
            case GeoValue.Many many:
                foreach (var item in many.Items)
                {
                    Write(writer, many.Item, item);
                }

                break;
            case GeoValue.Fields fields:
                foreach (var (member, part) in fields.Members)
                {
                    Write(writer, member, part);
                }

                break;
        }

        writer.WriteFullEndElement();
    }

    /// <summary>XML cannot hold every character, however it is written.</summary>
    private static string Allowed(string text)
    {
        var allowed = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var fits = rune.IsBmp ? XmlConvert.IsXmlChar((char)rune.Value) : true;
            allowed.Append(fits ? rune.ToString() : "\uFFFD");
        }

        return allowed.ToString();
    }
}
