using System.Text.Encodings.Web;
using System.Text.Json;
using Kept.Domain.Calendars;

namespace Kept.Commands.Clocks;

/// <summary>
/// Answers questions that come as JSON lines, one answer a line in the same order, without ever holding more than one of them.
/// A question that cannot be answered gets <c>{"error":…,"line":…}</c> in its place, and so does an empty line between others;
/// empty lines at the end are none.
/// </summary>
internal static class JsonLines
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <param name="file">A path, or "-" for standard input.</param>
    /// <param name="output">Where the answers go; that of the terminal is replaced by a buffered one.</param>
    /// <param name="answer">Makes the JSON of an answer of a question.</param>
    /// <returns>The exit code: 0, or 1 when some question could not be answered.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static int Answer(string file, TextWriter output, Func<JsonElement, string> answer)
    {
        var fromPipe = file == "-";
        using var reader = fromPipe ? new StreamReader(Console.OpenStandardInput()) : new StreamReader(file);
        using var buffered = output == Console.Out ? new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 16) : null;
        var writer = buffered ?? output;
        var (exitCode, empty) = (0, 0);
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                empty++;
                continue;
            }

            for (; empty > 0; empty--)
            {
                exitCode = 1;
                writer.Write($"{Refusal(number - empty, "this line is empty")}\n");
            }

            try
            {
                using var question = Parse(line);
                writer.Write(answer(question.RootElement));
            }
            catch (Exception problem) when (IsOfTheQuestion(problem))
            {
                exitCode = 1;
                writer.Write(Refusal(number, problem is JsonException wrong ? $"this is no JSON object; look at character {PlaceIn(wrong)}" : problem.Message));
            }

            writer.Write('\n');
            if (fromPipe)
            {
                writer.Flush();
            }
        }

        return exitCode;
    }

    /// <summary>JSON in which every name and text can be read, and no name stands twice in one object.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="FormatException">A name stands twice, or there is half a character.</exception>
    public static JsonDocument Parse(string json)
    {
        JsonDocument? document = null;
        try
        {
            document = JsonDocument.Parse(json, Strict);
            if (json.Contains("\\u", StringComparison.Ordinal))
            {
                ReadTexts(document.RootElement);
            }

            return document;
        }
        catch (InvalidOperationException)
        {
            document?.Dispose();
            throw new FormatException("There is half of a pair of characters, such as \\ud800, which is no letter; write the letter itself");
        }
        catch (JsonException problem) when (problem.BytePositionInLine is null)
        {
            throw new FormatException("A name stands twice in one object; keep one of them");
        }
    }

    /// <summary>Where in its line JSON stops being JSON, counted from 1.</summary>
    public static long PlaceIn(JsonException problem) => (problem.BytePositionInLine ?? 0) + 1;

    /// <summary>Whether a question, not the program, is to blame.</summary>
    public static bool IsOfTheQuestion(Exception problem) =>
        problem is JsonException or FormatException or CalendarException or ArgumentException or OverflowException;

    /// <exception cref="FormatException">It is missing or no text.</exception>
    public static string Text(JsonElement question, string name) => Part(question, name) is { ValueKind: JsonValueKind.String } text
        ? text.GetString()!
        : throw new FormatException($"\"{name}\" must be text in quotation marks.");

    /// <exception cref="FormatException">It is missing.</exception>
    public static JsonElement Part(JsonElement question, string name) =>
        question.ValueKind != JsonValueKind.Object ? throw new FormatException("A question is a JSON object in one line.")
        : question.TryGetProperty(name, out var part) ? part
        : throw new FormatException($"\"{name}\" is missing.");

    private static string Refusal(int line, string why) => JsonSerializer.Serialize(new { error = $"line {line}: {why}", line }, Options);

    /// <exception cref="InvalidOperationException">A text has half a character.</exception>
    private static void ReadTexts(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                json.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in json.EnumerateArray())
                {
                    ReadTexts(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (var property in json.EnumerateObject())
                {
                    ReadTexts(property.Value);
                }

                break;
        }
    }
}
