using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kept.Mail.Outgoing;
using Kept.Texts;
using NodaTime;

namespace Kept.Commands.Mail;

/// <summary>Says what the mail commands found, in words or as JSON.</summary>
internal sealed class MailReport(IServiceProvider services, Words words, bool json, TextWriter output, TextWriter error)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly MessageStateWords states = services.GetRequiredService<MessageStateWords>();
    private readonly ComposeMail compose = services.GetRequiredService<ComposeMail>();

    /// <summary>As JSON one line each.</summary>
    public void List(IReadOnlyList<Message> messages)
    {
        foreach (var message in messages)
        {
            output.WriteLine(json ? InJson(message).ToJsonString(Readable) : Line(message));
        }

        if (!json && messages.Count == 0)
        {
            output.WriteLine(words["mail.command.none"]);
        }
    }

    public void Show(Message message)
    {
        var text = compose.TextOf(message);
        if (json)
        {
            var whole = InJson(message);
            whole["text"] = text;
            output.WriteLine(whole.ToJsonString(Readable));
            return;
        }

        output.WriteLine(Line(message));
        output.WriteLine();
        output.Write(text);
    }

    public void Sent(int handled, int waiting) => output.WriteLine(json
        ? new JsonObject { ["handled"] = handled, ["waiting"] = waiting }.ToJsonString(Readable)
        : words["mail.command.handled", ("count", handled), ("waiting", waiting)]);

    public int Unknown(long id)
    {
        error.WriteLine(words["mail.command.unknown", ("id", Number(id))]);
        return 1;
    }

    public int NotToBeSent(Message message)
    {
        error.WriteLine(words["mail.command.notToBeSent", ("id", Number(message.Id)), ("state", states.Of(message, words).Sentence)]);
        return 1;
    }

    /// <summary>Address and subject may hold what somebody typed: nothing in them may steer the terminal.</summary>
    private string Line(Message message) =>
        $"{Number(message.Id)}  {message.Kind}  {ComposeMail.OneLine(message.Recipient)}  {ComposeMail.OneLine(message.Subject)}\n    {states.Of(message, words).Sentence}";

    private static string Number(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static JsonObject InJson(Message message) => new()
    {
        ["id"] = Number(message.Id),
        ["state"] = message.State.ToString().ToLowerInvariant(),
        ["kind"] = message.Kind,
        ["to"] = message.Recipient,
        ["language"] = message.Language,
        ["subject"] = message.Subject,
        ["created"] = Text(message.CreatedAt),
        ["nextAttempt"] = Text(message.NextAttemptAt),
        ["attempts"] = message.Attempts,
        ["sent"] = Text(message.SentAt),
        ["answer"] = message.LastAnswer,
    };

    private static string? Text(Instant? instant) => instant?.ToString();
}
