using System.CommandLine;
using System.Text.Json.Nodes;
using Kept.Backups.ImportAll;
using Kept.Commands.Mail;
using Kept.Texts;

namespace Kept.Commands.Backups;

/// <summary><c>kept import all FILE</c>: fills an empty installation, on either database.</summary>
internal static class ImportAllVerb
{
    public static Command Build(TextLibrary texts, Words words)
    {
        var file = new Argument<string>("file") { Description = words["import.all.file"] };
        var json = new Option<bool>("--json") { Description = words["command.option.json"] };
        var command = new Command("all", words["import.all.about"]) { file, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var (said, asJson) = (texts.In(Verbs.TerminalLanguage()), parsed.GetValue(json));
            return ProgramServices.RunAsIsAsync(error, async services =>
            {
                var outcome = await ProgressBar.WhileAsync(said["import.all.bar"], asJson, progress =>
                    services.GetRequiredService<ImportAll>().HandleAsync(parsed.GetRequiredValue(file), progress, cancellationToken));
                return Tell(outcome, asJson, said, output, error);
            });
        });
        return command;
    }

    private static int Tell(ImportOutcome outcome, bool json, Words words, TextWriter output, TextWriter error)
    {
        if (outcome is ImportOutcome.Imported imported)
        {
            output.WriteLine(json
                ? new JsonObject { ["made"] = imported.Manifest.Made, ["rows"] = imported.Rows, ["uploads"] = imported.Manifest.Files }.ToJsonString()
                : words["import.all.done", ("made", imported.Manifest.Made), ("rows", imported.Rows), ("uploads", (int)imported.Manifest.Files)]);
            return 0;
        }

        error.WriteLine(outcome switch
        {
            ImportOutcome.NotAnExport not => words["import.all.notAnExport", ("place", not.Place)],
            ImportOutcome.Damaged damaged => words["import.all.damaged", ("faults", string.Join(", ", damaged.Faults))],
            ImportOutcome.OtherVersion other => words["import.all.otherVersion", ("step", other.Step), ("known", other.Known)],
            ImportOutcome.NotEmpty not => words["import.all.notEmpty", ("table", not.Table)],
            ImportOutcome.ProgramRuns => words["restore.command.programRuns"],
            ImportOutcome.NoRoom => words["backup.command.noRoom"],
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        });
        return 1;
    }
}
