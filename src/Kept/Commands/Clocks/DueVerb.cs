using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kept.Domain.Calendars;
using Kept.Promises;
using Kept.Texts;

namespace Kept.Commands.Clocks;

/// <summary><c>kept due</c>: when something falls due in a calendar, and why then.</summary>
internal static class DueVerb
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Build(TextLibrary texts, Words words)
    {
        var options = new ClockOptions(words, "for");
        var explain = new Option<bool>("--explain") { Description = words["command.option.explain"] };
        var language = new Option<string?>("--language") { Description = words["command.option.language", ("languages", string.Join(", ", texts.Languages))] };
        language.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } asked && !texts.Has(asked))
            {
                result.AddError(words["command.unknownLanguage", ("language", asked), ("languages", string.Join(", ", texts.Languages))]);
            }
        });

        var command = new Command("due", words["command.due"]) { explain, language };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var calendars = new CalendarLookup();
            return options.Run(
                parsed,
                question => Answer(calendars, question),
                () =>
                {
                    var typed = new TypedQuestion(words, parsed);
                    var calendar = typed.Calendar(options.Calendar, calendars);
                    var due = calendar.Due(typed.Moment(options.From, calendar), typed.Target(options.Own));
                    var reader = texts.In(parsed.GetValue(language) ?? Verbs.TerminalLanguage());
                    var output = parsed.InvocationConfiguration.Output;
                    output.WriteLine(parsed.GetValue(options.Json)
                        ? InJson(due, parsed.GetValue(explain) ? reader : null)
                        : InWords(due, calendar, parsed.GetValue(explain), reader));
                });
        });
        return command;
    }

    private static string Answer(CalendarLookup calendars, JsonElement question)
    {
        var calendar = calendars.Find(JsonLines.Part(question, "calendar"));
        var from = Moment.Parse(JsonLines.Text(question, "from"), calendar.Zone);
        var due = calendar.DueAt(from, Target.Parse(JsonLines.Text(question, "for")));
        return $"{{\"due\":\"{Moment.Format(due)}\",\"dueLocal\":\"{Moment.Format(calendar.Local(due))}\"}}";
    }

    private static string InJson(Due due, Words? reader)
    {
        var json = new JsonObject { ["due"] = Moment.Format(due.At), ["dueLocal"] = Moment.Format(due.Local) };
        if (reader is not null)
        {
            json["explanation"] = new JsonArray([.. ExplanationWords.Sentences(due.Steps, reader).Select(sentence => JsonValue.Create(sentence))]);
            json["steps"] = JsonNode.Parse(ExplanationJson.Write(due.Steps));
        }

        return json.ToJsonString(Readable);
    }

    private static string InWords(Due due, Calendar calendar, bool explain, Words reader)
    {
        var result = reader["command.dueLine", ("moment", Moment.Format(due.Local).Replace('T', ' ')), ("zone", calendar.Zone.Id)];
        return explain ? string.Join(Environment.NewLine, [result, "", .. ExplanationWords.Sentences(due.Steps, reader)]) : result;
    }
}
