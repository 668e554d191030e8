using System.CommandLine;
using Kept.Mail.Outgoing;
using Kept.Texts;

namespace Kept.Commands.Mail;

/// <summary><c>kept mail list</c>, <c>show</c> and <c>send</c>: what waits, what went, what did not, and trying again.</summary>
internal static class MailVerb
{
    private const int UsuallyListed = 50;
    private const int MostListed = 1_000_000;

    public static Command Build(TextLibrary texts, Words words) =>
        new("mail", words["mail.command.about"]) { BuildList(texts, words), BuildShow(texts, words), BuildSend(texts, words) };

    private static Command BuildList(TextLibrary texts, Words words)
    {
        var state = new Option<MessageState?>("--state")
        {
            Description = words["mail.command.state", ("states", Typed.ChoicesOf<MessageState>())], CustomParser = Typed.OrNone(Typed.Choice<MessageState>(words)),
        };
        var most = new Option<int>("--most")
        {
            Description = words["mail.command.most"], DefaultValueFactory = _ => UsuallyListed, CustomParser = Typed.Number(words, 0, MostListed),
        };
        var json = JsonOption(words);
        var command = new Command("list", words["mail.command.list"]) { state, most, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, texts, json, cancellationToken, mails =>
            mails.ListAsync(parsed.GetValue(state), parsed.GetValue(most), cancellationToken)));
        return command;
    }

    private static Command BuildShow(TextLibrary texts, Words words)
    {
        var id = new Argument<long>("id") { Description = words["mail.command.id"], CustomParser = Typed.Id(words) };
        var json = JsonOption(words);
        var command = new Command("show", words["mail.command.show"]) { id, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, texts, json, cancellationToken, mails =>
            mails.ShowAsync(parsed.GetValue(id), cancellationToken)));
        return command;
    }

    private static Command BuildSend(TextLibrary texts, Words words)
    {
        var id = new Argument<long?>("id")
        {
            Description = words["mail.command.sendId"], Arity = ArgumentArity.ZeroOrOne, CustomParser = Typed.OrNone(Typed.Id(words)),
        };
        var json = JsonOption(words);
        var command = new Command("send", words["mail.command.send"]) { id, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, texts, json, cancellationToken, mails =>
            mails.SendAsync(parsed.GetValue(id), cancellationToken)));
        return command;
    }

    private static Option<bool> JsonOption(Words words) => new("--json") { Description = words["command.option.json"] };

    private static Task<int> RunAsync(
        ParseResult parsed, TextLibrary texts, Option<bool> json, CancellationToken cancellationToken, Func<MailQueue, Task<int>> run)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        return ProgramServices.RunAsync(error, services => run(new MailQueue(
            services, new MailReport(services, texts.In(Verbs.TerminalLanguage()), parsed.GetValue(json), output, error))), cancellationToken);
    }
}
