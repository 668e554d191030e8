using System.CommandLine;
using System.Globalization;
using Kept.Promises;
using Kept.Texts;
using NodaTime;

namespace Kept.Commands.Clocks;

/// <summary><c>kept worked</c>: how much opening time of a calendar lies between two moments.</summary>
internal static class WorkedVerb
{
    public static Command Build(TextLibrary texts, Words words)
    {
        var options = new ClockOptions(words, "to");
        var command = new Command("worked", words["command.worked"]);
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var calendars = new CalendarLookup();
            return options.Run(
                parsed,
                question => InJson(Worked(
                    calendars.Find(JsonLines.Part(question, "calendar")), JsonLines.Text(question, "from"), JsonLines.Text(question, "to"))),
                () =>
                {
                    var typed = new TypedQuestion(words, parsed);
                    var calendar = typed.Calendar(options.Calendar, calendars);
                    var (from, to) = (typed.Moment(options.From, calendar), typed.Moment(options.Own, calendar));
                    var worked = to >= from
                        ? calendar.Worked(from, to)
                        : throw new FormatException(words["command.backwards", ("from", parsed.GetValue(options.From)), ("to", parsed.GetValue(options.Own))]);
                    parsed.InvocationConfiguration.Output.WriteLine(parsed.GetValue(options.Json)
                        ? InJson(worked)
                        : ExplanationWords.Amount((long)worked.TotalSeconds, texts.In(Verbs.TerminalLanguage())));
                });
        });
        return command;
    }

    private static Duration Worked(Domain.Calendars.Calendar calendar, string from, string to)
    {
        var start = Moment.Parse(from, calendar.Zone);
        var end = Moment.Parse(to, calendar.Zone);
        return end >= start
            ? calendar.Worked(start, end)
            : throw new FormatException($"\"to\" ({to}) lies before \"from\" ({from}).");
    }

    private static string InJson(Duration worked) =>
        $"{{\"seconds\":{((decimal)worked.ToInt64Nanoseconds() / 1_000_000_000).ToString("0.#########", CultureInfo.InvariantCulture)}}}";
}
