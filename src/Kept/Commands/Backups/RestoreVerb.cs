using System.CommandLine;
using System.Text.Json.Nodes;
using Kept.Backups.RestoreBackup;
using Kept.Commands.Mail;
using Kept.Texts;

namespace Kept.Commands.Backups;

/// <summary><c>kept restore FILE.tar|FOLDER</c>: puts a backup in place, checked before anything is touched.</summary>
internal static class RestoreVerb
{
    public static Command Build(TextLibrary texts, Words words)
    {
        var place = new Argument<string>("place") { Description = words["restore.command.place"] };
        var replace = new Option<bool>("--replace") { Description = words["restore.command.replace"] };
        var json = new Option<bool>("--json") { Description = words["command.option.json"] };
        var command = new Command("restore", words["restore.command.about"]) { place, replace, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            return ProgramServices.RunAsIsAsync(error, async services =>
            {
                var outcome = await services.GetRequiredService<RestoreBackup>()
                    .HandleAsync(new RestoreBackupInput(parsed.GetRequiredValue(place), parsed.GetValue(replace)), cancellationToken);
                return Tell(outcome, parsed.GetValue(json), texts.In(Verbs.TerminalLanguage()), output, error);
            });
        });
        return command;
    }

    private static int Tell(RestoreOutcome outcome, bool json, Words words, TextWriter output, TextWriter error)
    {
        if (outcome is RestoreOutcome.Restored restored)
        {
            output.WriteLine(json
                ? new JsonObject { ["made"] = restored.Manifest.Made, ["uploads"] = restored.Manifest.Files, ["before"] = new JsonArray([.. restored.Before.Select(path => JsonValue.Create(path))]) }.ToJsonString()
                : words["restore.command.done", ("made", restored.Manifest.Made), ("uploads", (int)restored.Manifest.Files)]);
            if (!json)
            {
                TellKept("restore.command.aside", restored.Before, words, output);
            }

            return 0;
        }

        error.WriteLine(outcome switch
        {
            RestoreOutcome.NotABackup not => words["restore.command.notABackup", ("place", not.Place)],
            RestoreOutcome.Damaged damaged => words["restore.command.damaged", ("faults", string.Join("; ", damaged.Faults))],
            RestoreOutcome.TooNew => words["restore.command.tooNew"],
            RestoreOutcome.OtherDatabase other => words["restore.command.otherDatabase", ("database", other.Provider)],
            RestoreOutcome.DataIsThere there => words["restore.command.dataIsThere", ("folder", there.Folder)],
            RestoreOutcome.ProgramRuns => words["restore.command.programRuns"],
            RestoreOutcome.NoRoom => words["backup.command.noRoom"],
            RestoreOutcome.ToolMissing missing => words["backup.command.toolMissing", ("tool", missing.Tool)],
            RestoreOutcome.Undone undone => words["restore.command.undone", ("problem", undone.Problem)],
            RestoreOutcome.Unsettled left => words["restore.command.unsettled", ("problem", left.Problem), ("folder", left.Aside)],
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        });
        TellKept("restore.command.alsoKept", (outcome as RestoreOutcome.Undone)?.Before ?? [], words, error);
        return 1;
    }

    private static void TellKept(string text, IReadOnlyList<string> places, Words words, TextWriter output)
    {
        if (places.Count > 0)
        {
            output.WriteLine(words[text, ("places", string.Join(", ", places))]);
        }
    }
}
