using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kept.Catalogue;
using Kept.Catalogue.Reading;
using Kept.Catalogue.TakeIntoUse;
using Kept.Commands.Mail;
using Kept.Settings;
using Kept.Texts;
using Microsoft.Extensions.Options;

namespace Kept.Commands;

/// <summary><c>kept catalogue check</c> and <c>kept catalogue reload</c>: exit code 1 when the files have a mistake.</summary>
internal static class CatalogueVerb
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Build(Words words) => new("catalogue", words["catalogue.command.about"]) { BuildCheck(words), BuildReload(words) };

    private static Command BuildCheck(Words words)
    {
        var folder = new Option<string?>("--folder") { Description = words["catalogue.command.folder"] };
        var json = new Option<bool>("--json") { Description = words["catalogue.command.json"] };
        var command = new Command("check", words["catalogue.command.check"]) { folder, json };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var reading = new CatalogueFiles().Read(parsed.GetValue(folder) ?? ConfiguredFolder());
            var mistakes = reading is CatalogueReading.Wrong wrong ? wrong.Mistakes : [];
            var services = reading is CatalogueReading.Right right ? right.Services.Length : 0;
            if (parsed.GetValue(json))
            {
                output.WriteLine(new JsonObject { ["services"] = services, ["mistakes"] = InJson(mistakes) }.ToJsonString(Readable));
            }
            else if (mistakes.Length == 0)
            {
                output.WriteLine(words["catalogue.command.right", ("services", services)]);
            }
            else
            {
                WriteMistakes(output, mistakes, words);
            }

            return mistakes.Length == 0 ? 0 : 1;
        });
        return command;
    }

    private static Command BuildReload(Words words)
    {
        var json = new Option<bool>("--json") { Description = words["catalogue.command.json"] };
        var command = new Command("reload", words["catalogue.command.reload"]) { json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            return ProgramServices.RunAsync(error, async services =>
            {
                var folder = CatalogueStart.FolderOf(services.GetRequiredService<IOptions<KeptSettings>>().Value);
                var taking = await services.GetRequiredService<TakeCatalogueIntoUse>().RunAsync(folder, cancellationToken);
                if (parsed.GetValue(json))
                {
                    output.WriteLine(InJson(taking).ToJsonString(Readable));
                }
                else
                {
                    Write(output, taking, words);
                }

                return taking is CatalogueTaking.Wrong ? 1 : 0;
            }, cancellationToken);
        });
        return command;
    }

    private static string ConfiguredFolder() => CatalogueStart.FolderOf(new KeptSettings
    {
        CatalogueFolder = KeptProgram.CreateBuilder().Configuration[$"{KeptSettings.Section}:{nameof(KeptSettings.CatalogueFolder)}"] ?? "",
    });

    private static void Write(TextWriter output, CatalogueTaking taking, Words words)
    {
        switch (taking)
        {
            case CatalogueTaking.Unchanged:
                output.WriteLine(words["catalogue.command.unchanged"]);
                break;
            case CatalogueTaking.Taken taken:
                output.WriteLine(words["catalogue.command.taken"]);
                foreach (var change in taken.Changes)
                {
                    output.WriteLine(words["catalogue.command.changed", ("code", change.Code), ("number", change.Number)]);
                }

                foreach (var code in taken.Withdrawn)
                {
                    output.WriteLine(words["catalogue.command.withdrawn", ("code", code)]);
                }

                break;
            case CatalogueTaking.Wrong wrong:
                WriteMistakes(output, wrong.Mistakes, words);
                output.WriteLine(words["catalogue.command.nothingChanged"]);
                break;
        }
    }

    private static void WriteMistakes(TextWriter output, IReadOnlyCollection<Mistake> mistakes, Words words)
    {
        foreach (var mistake in mistakes)
        {
            output.WriteLine(mistake);
        }

        output.WriteLine(words["catalogue.command.wrong", ("mistakes", mistakes.Count)]);
    }

    private static JsonObject InJson(CatalogueTaking taking) => taking switch
    {
        CatalogueTaking.Taken taken => new JsonObject
        {
            ["outcome"] = "taken",
            ["changes"] = new JsonArray([.. taken.Changes.Select(change => new JsonObject { ["service"] = change.Code, ["version"] = change.Number })]),
            ["withdrawn"] = new JsonArray([.. taken.Withdrawn.Select(code => JsonValue.Create(code))]),
        },
        CatalogueTaking.Wrong wrong => new JsonObject { ["outcome"] = "wrong", ["mistakes"] = InJson(wrong.Mistakes) },
        _ => new JsonObject { ["outcome"] = "unchanged" },
    };

    private static JsonArray InJson(IEnumerable<Mistake> mistakes) => new([.. mistakes.Select(mistake => new JsonObject
    {
        ["file"] = mistake.File,
        ["line"] = mistake.Line,
        ["column"] = mistake.Column,
        ["pointer"] = mistake.Pointer,
        ["text"] = mistake.Text,
    })]);
}
