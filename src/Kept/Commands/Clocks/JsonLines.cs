using System.Text.Encodings.Web;
using System.Text.Json;
using Kept.Domain.Calendars;

namespace Kept.Commands.Clocks;

/// <summary>
/// Answers questions that come as JSON lines, one answer a line in the same order, without ever holding more than one of them.
/// A question that cannot be answered gets <c>{"error":…,"line":…}</c> in its place.
/// </summary>
internal static class JsonLines
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
        var exitCode = 0;
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            try
            {
                using var question = JsonDocument.Parse(line);
                writer.Write(answer(question.RootElement));
            }
            catch (Exception problem) when (IsOfTheQuestion(problem))
            {
                exitCode = 1;
                var why = problem is JsonException wrong ? $"this is no JSON object; look at character {PlaceIn(wrong)}" : problem.Message;
                writer.Write(JsonSerializer.Serialize(new { error = $"line {number}: {why}", line = number }, Options));
            }

            writer.Write('\n');
            if (fromPipe)
            {
                writer.Flush();
            }
        }

        return exitCode;
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
}
