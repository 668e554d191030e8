using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kept.Commands.Mail;
using Kept.Operation.Examine;
using Kept.Texts;

namespace Kept.Commands;

/// <summary><c>kept doctor</c>: 0 when all is well, 1 when something should be looked at, 2 when something is broken.</summary>
internal static class DoctorVerb
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Build(TextLibrary texts, Words words)
    {
        var deep = new Option<bool>("--deep") { Description = words["doctor.command.deep"] };
        var json = new Option<bool>("--json") { Description = words["command.option.json"] };
        var command = new Command("doctor", words["doctor.command.about"]) { deep, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var (said, asJson) = (texts.In(Verbs.TerminalLanguage()), parsed.GetValue(json));
            return ProgramServices.RunAsIsAsync(error, async services =>
            {
                var findings = await ProgressBar.WhileAsync(said["doctor.command.bar"], asJson, progress =>
                    services.GetRequiredService<Examine>().HandleAsync(parsed.GetValue(deep) ? Depth.Deep : Depth.Usual, progress, cancellationToken));
                return Tell(findings, asJson, said, output);
            }, wrongSettings: (int)Severity.Bad);
        });
        return command;
    }

    internal static int Tell(IReadOnlyList<Finding> findings, bool json, Words words, TextWriter output)
    {
        foreach (var finding in findings)
        {
            output.WriteLine(json ? InJson(finding, words).ToJsonString(Readable)
                : $"{words["doctor.severity." + finding.Severity],-10} {words["doctor.check." + finding.Check]}: {FindingWords.Sentence(finding, words)}");
        }

        var worst = findings.Max(finding => finding.Severity);
        if (!json)
        {
            output.WriteLine(worst == Severity.Good ? words["doctor.command.allGood"] : words[
                "doctor.command.notAll",
                ("bad", findings.Count(finding => finding.Severity == Severity.Bad)), ("attention", findings.Count(finding => finding.Severity == Severity.Attention))]);
        }

        return (int)worst;
    }

    private static JsonObject InJson(Finding finding, Words words) => new()
    {
        ["check"] = finding.Check,
        ["severity"] = finding.Severity.ToString().ToLowerInvariant(),
        ["finding"] = finding.Text,
        ["sentence"] = FindingWords.Sentence(finding, words),
    };
}
