using System.CommandLine;
using System.Text.Json.Nodes;
using Kept.Commands.Mail;
using Kept.Exchange;
using Kept.Exchange.ExportRows;
using Kept.Texts;
using NodaTime;
using NodaTime.Text;

namespace Kept.Commands.Csv;

/// <summary><c>kept export csv KIND FILE</c>: writes rows into a file, as they are at this moment. Harmless while the program serves.</summary>
internal static class ExportCsvVerb
{
    public static Command Build(TextLibrary texts, Words words)
    {
        var kind = new Argument<ExportKind>("kind")
        {
            Description = words["exchange.command.kind", ("kinds", Typed.ChoicesOf<ExportKind>())], CustomParser = Typed.Choice<ExportKind>(words),
        };
        var file = new Argument<FileInfo>("file") { Description = words["exchange.command.to"] };
        var from = Moment("--from", words["exchange.command.from"], words);
        var until = Moment("--until", words["exchange.command.until"], words);
        var team = new Option<string?>("--team") { Description = words["exchange.command.team"] };
        var service = new Option<string?>("--service") { Description = words["exchange.command.service"] };
        var mark = new Option<bool>("--bom") { Description = words["exchange.command.mark"] };
        var json = new Option<bool>("--json") { Description = words["command.option.json"] };
        var command = new Command("csv", words["exchange.command.exportCsv"]) { kind, file, from, until, team, service, mark, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var wanted = new ExportInput(
                parsed.GetValue(kind), parsed.GetValue(from), parsed.GetValue(until), parsed.GetValue(team), parsed.GetValue(service), parsed.GetValue(mark));
            return ProgramServices.RunAsync(error, async services =>
            {
                var (target, said) = (parsed.GetValue(file)!, texts.In(Verbs.TerminalLanguage()));
                var export = services.GetRequiredService<ExportRows>();
                var lines = await new Bar(said, parsed.GetValue(json), error).WhileAsync(
                    "exchange.command.exporting", await export.CountAsync(wanted, cancellationToken), progress => WriteAsync(export, wanted, target, progress, cancellationToken));
                await output.WriteLineAsync(parsed.GetValue(json)
                    ? new JsonObject { ["kind"] = wanted.Kind.ToString().ToLowerInvariant(), ["file"] = target.FullName, ["lines"] = lines }.ToJsonString()
                    : said["exchange.command.exported", ("lines", lines), ("file", target.FullName)]);
                return 0;
            }, cancellationToken);
        });
        return command;
    }

    /// <summary>Under another name until it is whole, so that a file of that name is never half of one.</summary>
    private static async Task<long> WriteAsync(ExportRows export, ExportInput wanted, FileInfo target, IProgress<long> progress, CancellationToken cancellationToken)
    {
        var part = target.FullName + ".part";
        long lines;
        await using (var stream = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            lines = await export.HandleAsync(null, wanted, stream, progress, cancellationToken);
            stream.Flush(flushToDisk: true);
        }

        File.Move(part, target.FullName, overwrite: true);
        return lines;
    }

    private static Option<Instant?> Moment(string name, string about, Words words) => new(name)
    {
        Description = about,
        CustomParser = result =>
        {
            var read = InstantPattern.ExtendedIso.Parse(result.Tokens[0].Value);
            if (!read.Success)
            {
                result.AddError(words["exchange.command.badMoment", ("text", result.Tokens[0].Value)]);
            }

            return read.Success ? read.Value : null;
        },
    };
}
