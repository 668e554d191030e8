using Kept.Mail.Outgoing;
using Kept.Settings;
using Kept.Testing.Databases;
using Kept.Texts;
using Microsoft.Extensions.Options;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Mail;

public class MessageStateWordsTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 7, 1, 9, 0);
    private static readonly TextLibrary Texts = TextLibrary.Load();
    private readonly MessageStateWords words = new(new FixedClock(Now), Options.Create(new KeptSettings()));

    [Theory]
    [InlineData("en", "Sent on 1 July 2026, 10:00.")]
    [InlineData("de", "Gesendet am 1. Juli 2026, 10:00.")]
    [InlineData("hr", "Poslano 1. srpnja 2026., 10:00.")]
    [InlineData("hu", "Elküldve: 2026. július 1. 10:00.")]
    public void Sent_is_said_in_the_organisations_time(string language, string sentence)
    {
        var message = New();
        message.WasSent(Now, DeliveryAnswer.Of("250 Ok"));
        words.Of(message, Texts.In(language)).Sentence.ShouldBe(sentence);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    [InlineData("hr")]
    [InlineData("hu")]
    public void Every_trouble_and_every_state_has_words_of_its_own(string language)
    {
        var sentences = Enum.GetValues<DeliveryTrouble>().Select(trouble =>
        {
            var message = New();
            message.Lease(Now);
            message.WasNotTaken(Now, new DeliveryAnswer(trouble, "450 later"));
            return words.Of(message, Texts.In(language));
        }).Concat(Ended().Select(message => words.Of(message, Texts.In(language)))).ToList();
        sentences.Select(text => text.Sentence).ShouldBeUnique();
        sentences.ShouldAllBe(text => text.Label.Length > 0 && !text.Sentence.Contains('{'));
    }

    [Fact]
    public void Waiting_is_told_apart()
    {
        Say(New()).ShouldBe(("Goes out within a minute.", MessageTone.Quiet));
        var limited = New();
        limited.Postpone(Now + Duration.FromMinutes(30));
        Say(limited).ShouldBe(("Goes out on 1 July 2026, 10:30. This address has had as many mails as it may get in one hour.", MessageTone.Quiet));
        var inHand = New();
        inHand.Lease(Now + Duration.FromMinutes(3));
        Say(inHand).ShouldBe(("Is being sent now.", MessageTone.Quiet));
    }

    [Fact]
    public void An_answer_is_one_line_and_not_endless()
    {
        var answer = DeliveryAnswer.Of("550 no\r\nsuch\u001b[31m user " + new string('x', 5000)).ToString();
        answer.Length.ShouldBeLessThanOrEqualTo(500);
        answer.ShouldStartWith("550 no  such [31m user xxx");
        DeliveryAnswer.Parse("#NotReached Connection refused").ShouldBe(new DeliveryAnswer(DeliveryTrouble.NotReached, "Connection refused"));
        DeliveryAnswer.Parse("#unheard of").ShouldBe(DeliveryAnswer.Of("#unheard of"));
    }

    private static IEnumerable<Message> Ended()
    {
        var (failed, expired, cancelled, sent) = (New(), New(), New(), New());
        failed.WasRefused(DeliveryAnswer.Of("550"));
        expired.WasNotTaken(Now + Message.Lifetime, DeliveryAnswer.Of("450"));
        cancelled.Cancel(DeliveryTrouble.Undone);
        sent.WasSent(Now, DeliveryAnswer.Of("250"));
        return [failed, expired, cancelled, sent, New().AsDraft()];
    }

    private (string Sentence, MessageTone Tone) Say(Message message)
    {
        var text = words.Of(message, Texts.In("en"));
        return (text.Sentence, text.Tone);
    }

    private static Message New() =>
        new(1, new MessageAddress("ada@example.org", "en", null, null), "test", "Subject", SampleLetter.In("en"), Now);
}
