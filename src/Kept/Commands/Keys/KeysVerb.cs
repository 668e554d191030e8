using System.CommandLine;
using Kept.Commands.Mail;
using Kept.Keys;
using Kept.Texts;

namespace Kept.Commands.Keys;

/// <summary><c>kept keys list</c>, <c>make</c> and <c>revoke</c>: keys that programs use in place of signing in.</summary>
internal static class KeysVerb
{
    private const int UsualPerMinute = 60;

    public static Command Build(TextLibrary texts, Words words) =>
        new("keys", words["keys.command.about"]) { BuildList(texts, words), BuildMake(texts, words), BuildRevoke(texts, words) };

    private static Command BuildList(TextLibrary texts, Words words)
    {
        var json = JsonOption(words);
        var command = new Command("list", words["keys.command.list"]) { json };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, texts, json, cancellationToken, keys => keys.ListAsync(cancellationToken)));
        return command;
    }

    private static Command BuildMake(TextLibrary texts, Words words)
    {
        var label = new Argument<string>("label") { Description = words["keys.command.label"] };
        var partner = new Option<string?>("--partner") { Description = words["keys.command.partner"] };
        var mail = new Option<string?>("--mail") { Description = words["keys.command.mail"] };
        var staff = new Option<string?>("--staff") { Description = words["keys.command.staff"] };
        var rights = new Option<string[]>("--right")
        {
            Description = words["keys.command.right", ("rights", string.Join(", ", RightsOf.Each(RightsOf.Partners | RightsOf.Staff)))],
        };
        var perMinute = new Option<int>("--per-minute")
        {
            Description = words["keys.command.perMinute"], DefaultValueFactory = _ => UsualPerMinute, CustomParser = Typed.Number(words, 1, KeyProblems.MostPerMinute),
        };
        var until = new Option<string?>("--until") { Description = words["keys.command.until"] };
        var json = JsonOption(words);
        var command = new Command("make", words["keys.command.make"]) { label, partner, mail, staff, rights, perMinute, until, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, texts, json, cancellationToken, keys => keys.MakeAsync(
            new KeyWish(
                parsed.GetRequiredValue(label), parsed.GetValue(partner), parsed.GetValue(mail), parsed.GetValue(staff),
                parsed.GetValue(rights) ?? [], parsed.GetValue(perMinute), parsed.GetValue(until)),
            cancellationToken)));
        return command;
    }

    private static Command BuildRevoke(TextLibrary texts, Words words)
    {
        var prefix = new Argument<string>("key") { Description = words["keys.command.prefix"] };
        var json = JsonOption(words);
        var command = new Command("revoke", words["keys.command.revoke"]) { prefix, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed, texts, json, cancellationToken, keys => keys.RevokeAsync(parsed.GetRequiredValue(prefix), cancellationToken)));
        return command;
    }

    private static Option<bool> JsonOption(Words words) => new("--json") { Description = words["command.option.json"] };

    private static Task<int> RunAsync(
        ParseResult parsed, TextLibrary texts, Option<bool> json, CancellationToken cancellationToken, Func<KeyRing, Task<int>> run)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        return ProgramServices.RunAsync(error, services => run(new KeyRing(
            services, new KeyReport(texts.In(Verbs.TerminalLanguage()), parsed.GetValue(json), output, error))), cancellationToken);
    }
}

/// <summary>What was typed to make a key.</summary>
/// <param name="Partner">Name of the organisation; made when it is new and <paramref name="Mail"/> is given.</param>
/// <param name="Staff">Mail address of a member of staff.</param>
/// <param name="Until">The last day, as 2030-12-31.</param>
internal sealed record KeyWish(
    string Label, string? Partner, string? Mail, string? Staff, IReadOnlyList<string> Rights, int PerMinute, string? Until);
