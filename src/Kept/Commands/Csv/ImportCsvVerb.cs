using System.CommandLine;
using System.Text.Json.Nodes;
using Kept.Catalogue.TakeIntoUse;
using Kept.Commands.Mail;
using Kept.Exchange;
using Kept.Exchange.ImportFile;
using Kept.Staff;
using Kept.Storage;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;

namespace Kept.Commands.Csv;

/// <summary><c>kept import csv KIND FILE --source NAME</c> and <c>kept import csv staff FILE --by MAIL</c>, each also with <c>--dry-run</c>.</summary>
internal static class ImportCsvVerb
{
    public static Command Build(TextLibrary texts, Words words)
    {
        var source = new Option<string>("--source") { Description = words["exchange.command.source"], Required = true };
        source.Validators.Add(result =>
        {
            if (!ImportInput.IsSource(result.GetValueOrDefault<string>()))
            {
                result.AddError(words["import.input.source"]);
            }
        });
        var by = new Option<string>("--by") { Description = words["exchange.command.by"], Required = true };
        var command = new Command("csv", words["exchange.command.importCsv"]);
        foreach (var kind in Enum.GetValues<ImportKind>().Where(ImportInput.NeedsSource))
        {
            command.Add(Verb(
                kind.ToString().ToLowerInvariant(), words["exchange.command.imports." + kind], source, texts, words, (services, given, dryRun, file, progress, cancellationToken) =>
                    services.GetRequiredService<ImportFile>().HandleAsync(null, new ImportInput(kind, given.Trim(), dryRun), file, progress, cancellationToken)));
        }

        command.Add(Verb("staff", words["exchange.command.imports.Staff"], by, texts, words, StaffAsync));
        return command;
    }

    private static Command Verb(
        string name, string about, Option<string> told, TextLibrary texts, Words words,
        Func<IServiceProvider, string, bool, Stream, IProgress<long>, CancellationToken, Task<ImportOutcome>> import)
    {
        var file = new Argument<FileInfo>("file") { Description = words["exchange.command.file"] }.AcceptExistingOnly();
        var dryRun = new Option<bool>("--dry-run") { Description = words["exchange.command.dryRun"] };
        var json = new Option<bool>("--json") { Description = words["command.option.json"] };
        var command = new Command(name, about) { file, told, dryRun, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            return ProgramServices.RunAsync(error, async services =>
            {
                await services.GetRequiredService<CatalogueStart>().RunAsync(cancellationToken);
                var (said, plain) = (texts.In(Verbs.TerminalLanguage()), parsed.GetValue(json));
                await using var stream = parsed.GetValue(file)!.OpenRead();
                var rows = await RowsAsync(stream, cancellationToken);
                var outcome = await new Bar(said, plain, error).WhileAsync("exchange.command.importing", rows, progress =>
                    import(services, parsed.GetValue(told)!, parsed.GetValue(dryRun), stream, progress, cancellationToken));
                return Tell(outcome, plain, said, output, error);
            }, cancellationToken);
        });
        return command;
    }

    private static async Task<ImportOutcome> StaffAsync(
        IServiceProvider services, string by, bool dryRun, Stream file, IProgress<long> progress, CancellationToken cancellationToken)
    {
        var key = StaffMember.KeyOf(by);
        var member = await services.GetRequiredService<KeptDb>().Set<StaffMember>().AsNoTracking()
            .SingleOrDefaultAsync(member => member.NormalizedEmail == key && member.Active && member.EmailConfirmed, cancellationToken);
        return member is null
            ? new ImportOutcome.NotAllowed()
            : await services.GetRequiredService<ImportFile>().HandleAsync(member.ToIdentity(), new ImportInput(ImportKind.Staff, null, dryRun), file, progress, cancellationToken);
    }

    /// <summary>About as many as there are lines; only for the bar.</summary>
    private static async Task<long> RowsAsync(Stream file, CancellationToken cancellationToken)
    {
        var (lines, block) = (0L, new byte[64 * 1024]);
        for (int octets; (octets = await file.ReadAsync(block, cancellationToken)) > 0;)
        {
            lines += block.AsSpan(0, octets).Count((byte)'\n');
        }

        file.Position = 0;
        return lines;
    }

    private static int Tell(ImportOutcome outcome, bool json, Words words, TextWriter output, TextWriter error)
    {
        switch (outcome)
        {
            case ImportOutcome.Right right:
                output.WriteLine(json ? Counts("right", right.New, right.ThereAlready, right.PassedOver)
                    : words["import.right", ("new", right.New), ("there", right.ThereAlready), ("passed", right.PassedOver)]);
                return 0;
            case ImportOutcome.Imported done:
                output.WriteLine(json ? Counts("imported", done.New, done.ThereAlready, done.PassedOver)
                    : words["import.done", ("new", done.New), ("there", done.ThereAlready), ("passed", done.PassedOver)]);
                return 0;
            case ImportOutcome.Wrong wrong:
                foreach (var problem in wrong.Problems)
                {
                    output.WriteLine(json
                        ? new JsonObject { ["line"] = problem.Line, ["column"] = problem.Column, ["problem"] = problem.What, ["text"] = words["import.problem." + problem.What] }.ToJsonString()
                        : words["exchange.command.problem", ("line", problem.Line), ("column", problem.Column), ("what", words["import.problem." + problem.What])]);
                }

                if (wrong.More > 0)
                {
                    output.WriteLine(json ? new JsonObject { ["more"] = wrong.More }.ToJsonString() : words["import.more", ("count", wrong.More)]);
                }

                error.WriteLine(words["import.wrong", ("count", wrong.Count), ("rows", wrong.Rows)]);
                return 1;
            default:
                error.WriteLine(words["exchange.command.notAllowed"]);
                return 1;
        }
    }

    private static string Counts(string what, long added, long there, long passed) =>
        new JsonObject { ["outcome"] = what, ["new"] = added, ["thereAlready"] = there, ["passedOver"] = passed }.ToJsonString();
}
