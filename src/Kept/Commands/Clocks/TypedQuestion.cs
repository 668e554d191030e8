using System.CommandLine;
using System.Text.Json;
using Kept.Domain.Calendars;
using Kept.Texts;
using NodaTime;

namespace Kept.Commands.Clocks;

/// <summary>
/// Reads the parts of one question as they were typed, and says in the language of the terminal which of them cannot be read.
/// Lines of a batch are written by programs, whose mistakes are answered in English.
/// </summary>
/// <param name="words">Of the language of the terminal.</param>
/// <param name="parsed">What was typed.</param>
internal sealed class TypedQuestion(Words words, ParseResult parsed)
{
    /// <exception cref="FormatException">There is no such calendar, or what stands for one is none.</exception>
    public Calendar Calendar(Option<string?> option, CalendarLookup calendars)
    {
        var text = parsed.GetValue(option)!;
        try
        {
            return text.StartsWith('{') || calendars.Names.Contains(text, StringComparer.Ordinal)
                ? calendars.Find(text)
                : throw new FormatException(words["command.noCalendar", ("name", text), ("names", string.Join(", ", calendars.Names))]);
        }
        catch (JsonException wrong)
        {
            throw new FormatException(words["command.badJson", ("place", JsonLines.PlaceIn(wrong))]);
        }
    }

    /// <exception cref="FormatException">It is no moment.</exception>
    public Instant Moment(Option<string?> option, Calendar calendar) =>
        Read(option, text => Clocks.Moment.Parse(text, calendar.Zone), "command.badMoment");

    /// <exception cref="FormatException">It is no target.</exception>
    public Target Target(Option<string?> option) => Read(option, Domain.Calendars.Target.Parse, "command.badTarget");

    private T Read<T>(Option<string?> option, Func<string, T> read, string otherwise)
    {
        var text = parsed.GetValue(option)!;
        try
        {
            return read(text);
        }
        catch (FormatException)
        {
            throw new FormatException(words[otherwise, ("name", option.Name), ("text", text)]);
        }
    }
}
