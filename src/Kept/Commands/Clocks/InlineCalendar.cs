using System.Collections.Immutable;
using System.Text.Json;
using Kept.Domain.Calendars;
using NodaTime;
using NodaTime.Text;

namespace Kept.Commands.Clocks;

/// <summary>A calendar written out in a question: <c>{"zone":"Europe/Zagreb","hours":{"mon":[["08:00","12:00"]]},"closed":[…],"open":[…]}</c>.</summary>
internal static class InlineCalendar
{
    private static readonly string[] Weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// <exception cref="FormatException">A part is missing, unknown or of the wrong shape.</exception>
    /// <exception cref="CalendarException">The zone or a holiday set is unknown.</exception>
    public static Calendar Read(JsonElement json)
    {
        string? zone = null;
        WeeklyHours? hours = null;
        ImmutableArray<LocalDate> closed = [];
        ImmutableArray<LocalDate> open = [];
        ImmutableArray<string> holidays = [];
        foreach (var part in json.EnumerateObject())
        {
            switch (part.Name)
            {
                case "zone":
                    zone = Text(part.Value, "zone");
                    break;
                case "hours":
                    hours = ReadHours(part.Value);
                    break;
                case "closed":
                    closed = Dates(part);
                    break;
                case "open":
                    open = Dates(part);
                    break;
                case "holidays":
                    holidays = part.Value.ValueKind == JsonValueKind.Array
                        ? [.. part.Value.EnumerateArray().Select(set => Text(set, "holidays"))]
                        : [Text(part.Value, "holidays")];
                    break;
                default:
                    throw new FormatException($"A calendar has no part \"{part.Name}\"; it has zone, hours, closed, open and holidays.");
            }
        }

        return new Calendar(new CalendarDefinition
        {
            Code = "of this question",
            Zone = zone ?? throw new FormatException("The calendar has no zone. Add \"zone\", such as \"Europe/Zagreb\"."),
            Hours = hours ?? throw new FormatException("The calendar has no hours. Add \"hours\", such as {\"mon\":[[\"08:00\",\"16:00\"]]}."),
            HolidaySets = holidays,
            Closed = [.. closed.Select(date => new ClosedDay(new DayOfCalendar(date)))],
            Open = [.. open.Select(date => new OpenDay(date))],
        });
    }

    private static WeeklyHours ReadHours(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("\"hours\" must be an object by weekday, such as {\"mon\":[[\"08:00\",\"16:00\"]]}.");
        }

        var hours = new Dictionary<IsoDayOfWeek, OpeningHours>();
        foreach (var day in json.EnumerateObject())
        {
            var number = Array.IndexOf(Weekdays, day.Name) + 1;
            if (number == 0)
            {
                throw new FormatException($"\"{day.Name}\" is no weekday; they are {string.Join(", ", Weekdays)}.");
            }

            hours[(IsoDayOfWeek)number] = OpeningHours.Of(Items(day).Select(stretch => ReadStretch(day.Name, stretch)));
        }

        return new WeeklyHours(hours);
    }

    private static OpeningInterval ReadStretch(string day, JsonElement stretch) =>
        stretch.ValueKind == JsonValueKind.Array && stretch.GetArrayLength() == 2
            ? OpeningInterval.Parse(Text(stretch[0], day), Text(stretch[1], day))
            : throw new FormatException($"The hours of \"{day}\" must be pairs such as [\"08:00\",\"12:00\"].");

    private static ImmutableArray<LocalDate> Dates(JsonProperty part) =>
        [.. Items(part).Select(item => Text(item, part.Name)).Select(text => LocalDatePattern.Iso.Parse(text) is { Success: true } date
            ? date.Value
            : throw new FormatException($"\"{text}\" in \"{part.Name}\" is no date. Write it as \"2026-08-20\"."))];

    private static IEnumerable<JsonElement> Items(JsonProperty part) => part.Value.ValueKind == JsonValueKind.Array
        ? part.Value.EnumerateArray()
        : throw new FormatException($"\"{part.Name}\" must be a list.");

    private static string Text(JsonElement json, string part) => json.ValueKind == JsonValueKind.String
        ? json.GetString()!
        : throw new FormatException($"\"{part}\" must be text in quotation marks.");
}
