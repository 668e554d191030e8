using System.CommandLine;
using System.CommandLine.Invocation;
using Kept.Commands.Backups;
using Kept.Commands.Clocks;
using Kept.Commands.Csv;
using Kept.Commands.Keys;
using Kept.Commands.Mail;
using Kept.Texts;

namespace Kept.Commands;

/// <summary>The command line of the program: a verb a file. Without a verb the program serves its pages.</summary>
internal static class Verbs
{
    private static readonly string[] Help = ["--help", "-h", "-?", "/?", "--version"];

    /// <summary>Whether the arguments are a command; settings such as <c>--urls</c> belong to the web server.</summary>
    public static bool AreAsked(string[] arguments) =>
        arguments is [var first, ..] && (!first.StartsWith('-') || Help.Contains(first, StringComparer.Ordinal));

    public static Task<int> RunAsync(string[] arguments)
    {
        var parsed = Build(TextLibrary.Load()).Parse(arguments);
        return parsed.Action is ParseErrorAction mistake ? RefuseAsync(parsed, mistake) : parsed.InvokeAsync();
    }

    /// <summary>What is wrong, and what was meant perhaps, goes where errors go: a program that reads the answer is not to read that.</summary>
    private static Task<int> RefuseAsync(ParseResult parsed, ParseErrorAction mistake)
    {
        mistake.ShowHelp = false;
        return parsed.InvokeAsync(new InvocationConfiguration { Output = Console.Error, Error = Console.Error });
    }

    /// <summary>All verbs; descriptions are in the language of the terminal.</summary>
    public static RootCommand Build(TextLibrary texts)
    {
        var words = texts.In(TerminalLanguage());
        return new RootCommand(words["command.kept"])
        {
            DueVerb.Build(texts, words),
            WorkedVerb.Build(texts, words),
            CatalogueVerb.Build(words),
            DemoVerb.Build(texts, words),
            MailVerb.Build(texts, words),
            KeysVerb.Build(texts, words),
            RecountVerb.Build(texts, words),
            BackupVerb.Build(texts, words),
            DoctorVerb.Build(texts, words),
            RestoreVerb.Build(texts, words),
            new Command("export", words["export.command.about"]) { ExportAllVerb.Build(texts, words), ExportCsvVerb.Build(texts, words) },
            new Command("import", words["import.command.about"]) { ImportAllVerb.Build(texts, words), ImportCsvVerb.Build(texts, words) },
        };
    }

    /// <summary>The language of the environment as programs on a terminal read it: "de" of "de_AT.UTF-8".</summary>
    public static string? TerminalLanguage()
    {
        var locale = new[] { "LC_ALL", "LC_MESSAGES", "LANG" }.Select(Environment.GetEnvironmentVariable)
            .FirstOrDefault(value => !string.IsNullOrEmpty(value));
        return locale is { Length: >= 2 } ? locale[..2] : null;
    }
}
