using System.CommandLine;
using System.Text.Json.Nodes;
using Kept.Backups.ExportAll;
using Kept.Commands.Mail;
using Kept.Texts;

namespace Kept.Commands.Backups;

/// <summary><c>kept export all FILE</c>: everything in one file that either database reads.</summary>
internal static class ExportAllVerb
{
    public static Command Build(TextLibrary texts, Words words)
    {
        var file = new Argument<string>("file") { Description = words["export.all.file"] };
        var json = new Option<bool>("--json") { Description = words["command.option.json"] };
        var command = new Command("all", words["export.all.about"]) { file, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var (said, asJson) = (texts.In(Verbs.TerminalLanguage()), parsed.GetValue(json));
            return ProgramServices.RunAsync(error, async services =>
            {
                var outcome = await ProgressBar.WhileAsync(said["export.all.bar"], asJson, progress =>
                    services.GetRequiredService<ExportAll>().HandleAsync(parsed.GetRequiredValue(file), progress, cancellationToken));
                return Tell(outcome, asJson, said, output, error);
            }, cancellationToken);
        });
        return command;
    }

    private static int Tell(ExportOutcome outcome, bool json, Words words, TextWriter output, TextWriter error)
    {
        if (outcome is ExportOutcome.Exported exported)
        {
            output.WriteLine(json
                ? new JsonObject { ["place"] = exported.Place, ["rows"] = exported.Rows, ["uploads"] = exported.Manifest.Files, ["missingUploads"] = exported.Manifest.Missing.Length }.ToJsonString()
                : words["export.all.done", ("place", exported.Place), ("rows", exported.Rows), ("uploads", (int)exported.Manifest.Files)]);
            if (exported.Manifest.Missing.Length > 0)
            {
                error.WriteLine(words["backup.command.missing", ("count", exported.Manifest.Missing.Length)]);
                return 1;
            }

            return 0;
        }

        error.WriteLine(outcome switch
        {
            ExportOutcome.PlaceTaken taken => words["export.all.placeTaken", ("place", taken.Place)],
            ExportOutcome.AnotherRuns => words["backup.command.anotherRuns"],
            ExportOutcome.NoRoom => words["backup.command.noRoom"],
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        });
        return 1;
    }
}
