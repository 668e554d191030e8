using Kept.Mail.Outgoing;
using Kept.Testing.Mails;
using Shouldly;
using Xunit;

namespace Kept.Tests.Mail;

public sealed class SmtpMailerTests : IAsyncDisposable
{
    private readonly ScriptedRelay relay = new();

    [Fact]
    public async Task Hands_a_mail_over_as_it_is()
    {
        var mail = OneMail.New(content: "Subject: x\r\n\r\n.\r\n..two\r\n.\r\nDATA\r\n\r\nend\r\n");
        (await relay.SendAsync(mail)).ShouldBe(new Delivery.Accepted(DeliveryAnswer.Of("250 2.0.0 Ok: queued as 4B2C")));
        relay.Mails.ShouldHaveSingleItem().ShouldBe(mail.Content);
        relay.Commands.ShouldBe(
        [
            "EHLO [127.0.0.1]", $"MAIL FROM:<kept@millbrook.example> SIZE={mail.Content.Length}", "RCPT TO:<ada@example.org>", "DATA", "QUIT",
        ]);
    }

    [Fact]
    public async Task Greets_with_the_name_residents_use() =>
        await GreetsAsync("https://report.millbrook.example", "EHLO report.millbrook.example");

    [Theory]
    [InlineData("RCPT", "550 5.1.1 No such user")]
    [InlineData("RCPT", "553 5.1.3 Bad address")]
    [InlineData(".", "554 5.7.1 Message looks like spam")]
    [InlineData("DATA", "554 5.5.1 No valid recipients")]
    [InlineData("MAIL", "552 5.3.4 Message size exceeds limit")]
    public async Task What_is_refused_for_good_is_not_tried_again(string at, string answer)
    {
        relay.Replies[at] = answer;
        (await relay.SendAsync()).ShouldBe(new Delivery.Refused(DeliveryAnswer.Of(answer)));
    }

    [Theory]
    [InlineData("RCPT", "450 4.2.0 Greylisted, see https://postgrey.example/")]
    [InlineData("RCPT", "452 4.2.2 Mailbox full")]
    [InlineData(".", "451 4.3.0 Try again later")]
    [InlineData("DATA", "451 4.3.0 Try again later")]
    public async Task What_is_refused_for_now_is_tried_later(string at, string answer)
    {
        relay.Replies[at] = answer;
        (await relay.SendAsync()).ShouldBe(new Delivery.Delayed(DeliveryAnswer.Of(answer)));
    }

    [Theory]
    [InlineData("", "554 5.3.2 No SMTP service here")]
    [InlineData("", "421 4.3.2 Too many connections")]
    [InlineData("EHLO", "550 Who are you?")]
    [InlineData("MAIL", "530 5.7.0 Must issue a STARTTLS command first")]
    [InlineData("MAIL", "553 5.7.1 Sender not allowed")]
    [InlineData("RCPT", "530 5.7.1 Authentication required")]
    [InlineData("RCPT", "421 4.7.0 Closing down")]
    public async Task What_every_mail_would_hear_is_no_verdict_on_this_one(string at, string answer)
    {
        relay.Replies[at] = answer;
        (await relay.SendAsync()).ShouldBe(new Delivery.RelayDown(DeliveryAnswer.Of(answer)));
    }

    [Fact]
    public async Task Replies_of_several_lines_are_read_whole()
    {
        relay.Replies["RCPT"] = "550-5.1.1 The address you wrote to\r\n550-5.1.1 does not exist.\r\n550 5.1.1 Check it.";
        (await relay.SendAsync()).Answer.ToString().ShouldBe("550 5.1.1 The address you wrote to 5.1.1 does not exist. 5.1.1 Check it.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("EHLO")]
    [InlineData("RCPT")]
    [InlineData(".")]
    public async Task A_relay_that_hangs_is_given_up(string at)
    {
        relay.HangsAt.Add(at);
        (await relay.SendAsync(settings: smtp => smtp.Timeout = 1)).Answer.Trouble.ShouldBe(DeliveryTrouble.TooSlow);
    }

    [Theory]
    [InlineData("")]
    [InlineData("RCPT")]
    [InlineData(".")]
    public async Task A_relay_that_breaks_off_is_tried_again(string at)
    {
        relay.Replies[at] = null;
        (await relay.SendAsync()).ShouldBeOfType<Delivery.RelayDown>().Answer.Trouble.ShouldBe(DeliveryTrouble.BrokenOff);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request")]
    [InlineData("999 what")]
    [InlineData("\u0000\u0001\u0002")]
    public async Task Something_that_is_not_smtp_is_no_relay(string greeting)
    {
        relay.Replies[""] = greeting;
        (await relay.SendAsync()).Answer.Trouble.ShouldBe(DeliveryTrouble.BrokenOff);
    }

    [Theory]
    [InlineData(5000, 1)]
    [InlineData(70, 100_000)]
    public async Task Endless_replies_are_cut_off(int width, int lines)
    {
        relay.Replies["EHLO"] = string.Join("\r\n", Enumerable.Repeat("250-" + new string('x', width), lines));
        (await relay.SendAsync()).Answer.Trouble.ShouldBe(DeliveryTrouble.BrokenOff);
    }

    [Fact]
    public async Task Hanging_up_after_taking_the_mail_is_no_failure()
    {
        relay.Replies["QUIT"] = null;
        (await relay.SendAsync()).ShouldBeOfType<Delivery.Accepted>();
    }

    [Fact]
    public async Task No_relay_at_all_is_no_verdict()
    {
        var port = relay.Port;
        await relay.DisposeAsync();
        (await relay.SendAsync(settings: smtp => smtp.Port = port)).ShouldBeOfType<Delivery.RelayDown>().Answer.Trouble.ShouldBe(DeliveryTrouble.NotReached);
        (await relay.SendAsync(settings: smtp => smtp.Host = "relay.invalid")).Answer.Trouble.ShouldBe(DeliveryTrouble.NotReached);
    }

    [Fact]
    public async Task Letters_outside_ascii_need_a_relay_that_knows_them()
    {
        var mail = OneMail.New(to: "žana@example.hr");
        (await relay.SendAsync(mail)).ShouldBeOfType<Delivery.Refused>().Answer.Trouble.ShouldBe(DeliveryTrouble.NotInAscii);
        relay.Offers = ["SMTPUTF8", "8BITMIME"];
        (await relay.SendAsync(mail)).ShouldBeOfType<Delivery.Accepted>();
        relay.Commands.ShouldContain("MAIL FROM:<kept@millbrook.example> SMTPUTF8 BODY=8BITMIME");
        relay.Commands.ShouldContain("RCPT TO:<žana@example.hr>");
    }

    public ValueTask DisposeAsync() => relay.DisposeAsync();

    private async Task GreetsAsync(string publicAddress, string greeting)
    {
        (await relay.SendAsync(publicAddress: publicAddress)).ShouldBeOfType<Delivery.Accepted>();
        relay.Commands[0].ShouldBe(greeting);
    }
}
