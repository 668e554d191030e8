using Kept.Settings;
using Kept.Texts;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Mail.Outgoing;

/// <summary>Where a message is, for people: a word for a tag, a sentence, and how much it matters.</summary>
internal sealed record MessageStateText(string Label, string Sentence, MessageTone Tone);

internal enum MessageTone
{
    /// <summary>Nothing to do.</summary>
    Quiet,
    Good,

    /// <summary>Somebody may want to look.</summary>
    Waiting,

    /// <summary>The resident was not told: somebody has to do something.</summary>
    Bad,
}

/// <summary>Says where a message is, in the reader's language and the organisation's time.</summary>
internal sealed class MessageStateWords(IClock clock, IOptions<KeptSettings> settings)
{
    public MessageStateText Of(Message message, Words words)
    {
        var label = words["mail.state." + message.State.ToString().ToLowerInvariant()];
        return message.State switch
        {
            MessageState.Draft => new(label, words["mail.sentence.draft"], MessageTone.Waiting),
            MessageState.Waiting => new(label, Waiting(message, words), message.Attempts > 0 && !IsInHand(message) ? MessageTone.Waiting : MessageTone.Quiet),
            MessageState.Sent => new(label, words["mail.sentence.sent", ("moment", Moment(message.SentAt!.Value, words))], MessageTone.Good),
            MessageState.Failed => new(label, Join(words["mail.sentence.failed"], Answer(message, words)), MessageTone.Bad),
            MessageState.Expired => new(label, Join(words["mail.sentence.expired"], Answer(message, words)), MessageTone.Bad),
            MessageState.Cancelled => new(label, Join(words["mail.sentence.cancelled"], Answer(message, words)), MessageTone.Quiet),
        };
    }

    private string Waiting(Message message, Words words)
    {
        if (IsInHand(message))
        {
            return words["mail.sentence.inHand"];
        }

        var next = message.NextAttemptAt!.Value;
        if (message.Attempts > 0)
        {
            return Join(words["mail.sentence.retry", ("moment", Moment(next, words))], Answer(message, words));
        }

        return next <= clock.GetCurrentInstant()
            ? words["mail.sentence.dueNow"]
            : words["mail.sentence.limited", ("moment", Moment(next, words))];
    }

    private bool IsInHand(Message message) => message.LeasedUntil > clock.GetCurrentInstant();

    private static string Answer(Message message, Words words)
    {
        if (message.LastAnswer is not { Length: > 0 } last)
        {
            return "";
        }

        var answer = DeliveryAnswer.Parse(last);
        return words["mail.answer." + answer.Trouble, ("words", answer.Detail)];
    }

    private string Moment(Instant instant, Words words) =>
        words.Moment(instant.InZone(DateTimeZoneProviders.Tzdb[settings.Value.Organisation.TimeZone]).LocalDateTime);

    private static string Join(string first, string second) => $"{first} {second}".TrimEnd();
}
