using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Kept.Catalogue.Reading;

/// <summary>
/// Reads strict JSON into <see cref="SourceNode"/>s: no comments, no trailing commas, no name twice in one object.
/// </summary>
internal ref partial struct SourceReader
{
    private const int MaxDepth = 32;

    private readonly string file;
    private readonly ReadOnlySpan<byte> bytes;
    private readonly List<Mistake> mistakes;
    private Utf8JsonReader reader;
    private int countedTo;
    private int line;
    private int lineStart;

    private SourceReader(string file, ReadOnlySpan<byte> bytes, List<Mistake> mistakes)
    {
        this.file = file;
        this.bytes = bytes;
        this.mistakes = mistakes;
        reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = MaxDepth });
        line = 1;
    }

    /// <returns>The value, or null when the file is not JSON at all; what is wrong is added to <paramref name="mistakes"/>.</returns>
    public static SourceNode? Read(string file, ReadOnlySpan<byte> bytes, List<Mistake> mistakes)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        }

        var source = new SourceReader(file, bytes, mistakes);
        try
        {
            source.reader.Read();
            var value = source.ReadValue("");
            source.reader.Read();
            return value;
        }
        catch (JsonException problem)
        {
            mistakes.Add(new Mistake(
                file, (int)(problem.LineNumber ?? 0) + 1, (int)(problem.BytePositionInLine ?? 0) + 1, "", Advice(problem, bytes)));
            return null;
        }
        catch (InvalidOperationException)
        {
            var (line, column) = source.Position((int)source.reader.TokenStartIndex);
            mistakes.Add(new Mistake(file, line, column, "", AdviceOnText(source.reader.ValueSpan)));
            return null;
        }
    }

    /// <param name="text">As it stands in the file, which cannot be read.</param>
    private static string AdviceOnText(ReadOnlySpan<byte> text) => !Utf8.IsValid(text)
        ? "a text is not valid UTF-8; save the file as UTF-8"
        : $"half of a pair of characters ({HalfCharacter().Match(Encoding.UTF8.GetString(text)).Groups[1]}) is not a letter; write the letter itself";

    /// <summary>The first escape for half a character whose other half does not stand beside it.</summary>
    [GeneratedRegex(@"^(?:[^\\]|\\[^u]|\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u(?![dD][89a-fA-F])....)*(\\u....)", RegexOptions.Singleline)]
    private static partial Regex HalfCharacter();

    private static string Advice(JsonException problem, ReadOnlySpan<byte> bytes)
    {
        var said = problem.Message;
        return bytes.IndexOf((byte)0) >= 0 ? "the file is not saved as UTF-8; save it so"
            : Says(said, "trailing comma") ? "there is a comma after the last entry; take it away"
            : Says(said, "'/' is") ? "comments are not allowed in JSON; take it away"
            : Says(said, "end of data", "end of the JSON payload", "does not contain any JSON tokens") ? "the file ends in the middle; put back what is missing, and close every bracket and quotation mark"
            : $"this is not JSON, look at what stands here and just before it: {said.Split(" LineNumber")[0].Trim()}";
    }

    private static bool Says(string said, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
        {
            if (said.Contains(part, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private SourceNode ReadValue(string pointer)
    {
        var (valueLine, column) = Position((int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return ReadObject(pointer, valueLine, column);
            case JsonTokenType.StartArray:
                var list = new SourceArray(file, valueLine, column, pointer);
                for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
                {
                    list.Add(ReadValue($"{pointer}/{i}"));
                }

                return list;
            case JsonTokenType.String:
                return new SourceText(file, valueLine, column, pointer, reader.GetString()!);
            case JsonTokenType.Number:
                return reader.TryGetDecimal(out var number)
                    ? new SourceNumber(file, valueLine, column, pointer, number)
                    : throw new JsonException("The number is too large.", null, valueLine - 1, column - 1);
            case JsonTokenType.True or JsonTokenType.False:
                return new SourceBoolean(file, valueLine, column, pointer, reader.GetBoolean());
            default:
                return new SourceNull(file, valueLine, column, pointer);
        }
    }

    private SourceObject ReadObject(string pointer, int startLine, int startColumn)
    {
        var value = new SourceObject(file, startLine, startColumn, pointer);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            var (line, column) = Position((int)reader.TokenStartIndex);
            reader.Read();
            var property = new SourceProperty(
                name, ReadValue($"{pointer}/{name.Replace("~", "~0").Replace("/", "~1")}"), line, column);
            if (value.Property(name) is { } earlier)
            {
                mistakes.Add(property.Mistake($"'{name}' stands here twice, first on line {earlier.Line}; keep one of them"));
            }
            else
            {
                value.Add(property);
            }
        }

        return value;
    }

    /// <summary>Tokens come in order, so lines are counted on from the last one asked for.</summary>
    private (int Line, int Column) Position(int offset)
    {
        for (; countedTo < offset; countedTo++)
        {
            if (bytes[countedTo] == (byte)'\n')
            {
                line++;
                lineStart = countedTo + 1;
            }
        }

        return (line, Encoding.UTF8.GetCharCount(bytes[lineStart..offset]) + 1);
    }
}
