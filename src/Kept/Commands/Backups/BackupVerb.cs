using System.CommandLine;
using System.Text.Json.Nodes;
using Kept.Backups.MakeBackup;
using Kept.Commands.Mail;
using Kept.Texts;

namespace Kept.Commands.Backups;

/// <summary><c>kept backup FILE.tar|FOLDER</c>: database and uploads, while the program serves.</summary>
internal static class BackupVerb
{
    public static Command Build(TextLibrary texts, Words words)
    {
        var place = new Argument<string>("place") { Description = words["backup.command.place"] };
        var json = new Option<bool>("--json") { Description = words["command.option.json"] };
        var command = new Command("backup", words["backup.command.about"]) { place, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var (said, asJson) = (texts.In(Verbs.TerminalLanguage()), parsed.GetValue(json));
            return ProgramServices.RunAsIsAsync(error, async services =>
            {
                var outcome = await ProgressBar.WhileAsync(said["backup.command.bar"], asJson, progress => services.GetRequiredService<MakeBackup>()
                    .HandleAsync(new MakeBackupInput(parsed.GetRequiredValue(place), Progress: progress), cancellationToken));
                return Tell(outcome, asJson, said, output, error);
            });
        });
        return command;
    }

    private static int Tell(BackupOutcome outcome, bool json, Words words, TextWriter output, TextWriter error)
    {
        if (outcome is not BackupOutcome.Made made)
        {
            error.WriteLine(outcome switch
            {
                BackupOutcome.NothingThere => words["backup.command.nothingThere"],
                BackupOutcome.PlaceTaken taken => words["backup.command.placeTaken", ("place", taken.Place)],
                BackupOutcome.AnotherRuns => words["backup.command.anotherRuns"],
                BackupOutcome.ToolMissing missing => words["backup.command.toolMissing", ("tool", missing.Tool)],
                BackupOutcome.NoRoom => words["backup.command.noRoom"],
                BackupOutcome.DatabaseFailed failed => words["backup.command.databaseFailed", ("problem", failed.Problem)],
                BackupOutcome.DiskFailed failed => words["backup.command.diskFailed", ("problem", failed.Problem)],
                BackupOutcome.Damaged damaged => words["backup.command.damaged", ("fault", damaged.Fault)],
                _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
            });
            return 1;
        }

        var missingUploads = made.Manifest.Missing.Count;
        output.WriteLine(json ? InJson(made).ToJsonString()
            : words["backup.command.done", ("place", made.Place), ("megabytes", (int)(made.Bytes / 1_000_000)), ("uploads", (int)made.Manifest.Files)]);
        if (missingUploads > 0)
        {
            error.WriteLine(words["backup.command.missing", ("count", missingUploads)]);
        }

        if (made.Changed > 0)
        {
            error.WriteLine(words["backup.command.changed", ("count", made.Changed)]);
        }

        return missingUploads + made.Changed == 0 ? 0 : 1;
    }

    private static JsonObject InJson(BackupOutcome.Made made) => new()
    {
        ["place"] = made.Place,
        ["schemaStep"] = made.Manifest.SchemaStep,
        ["bytes"] = made.Bytes,
        ["uploads"] = made.Manifest.Files,
        ["missingUploads"] = made.Manifest.Missing.Count,
        ["changedUploads"] = made.Changed,
    };
}
