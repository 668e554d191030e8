using System.CommandLine;
using System.Text.Json.Nodes;
using Kept.Commands.Mail;
using Kept.Counts.RecountOverview;
using Kept.Texts;

namespace Kept.Commands;

/// <summary><c>kept recount</c>: counts what the overview shows anew from the record. Harmless while the program serves.</summary>
internal static class RecountVerb
{
    public static Command Build(TextLibrary texts, Words words)
    {
        var json = new Option<bool>("--json") { Description = words["command.option.json"] };
        var command = new Command("recount", words["recount.command.about"]) { json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            return ProgramServices.RunAsync(error, async services =>
            {
                var outcome = await services.GetRequiredService<RecountOverview>().HandleAsync(cancellationToken: cancellationToken);
                return Tell(outcome, parsed.GetValue(json), texts.In(Verbs.TerminalLanguage()), output, error);
            }, cancellationToken);
        });
        return command;
    }

    private static int Tell(RecountOutcome outcome, bool json, Words words, TextWriter output, TextWriter error)
    {
        switch (outcome)
        {
            case RecountOutcome.Recounted recounted:
                output.WriteLine(json
                    ? new JsonObject { ["cases"] = recounted.Cases, ["figures"] = recounted.Figures, ["corrected"] = recounted.Corrected }.ToJsonString()
                    : words["recount.command.done", ("cases", recounted.Cases), ("figures", recounted.Figures), ("corrected", recounted.Corrected)]);
                return 0;
            case RecountOutcome.OvertakenByAnother:
                error.WriteLine(words["recount.command.overtaken"]);
                return 1;
            default:
                throw new ArgumentOutOfRangeException(nameof(outcome));
        }
    }
}
