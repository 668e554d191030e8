using System.Text;
using Kept.Domain.Messages;
using Kept.Mail.Outgoing.Mime;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Mail;

public class MimeMailTests
{
    [Theory]
    [InlineData("We have your report")]
    [InlineData("Zaprimili smo vašu prijavu: razbijena žarulja, đubre i čađ")]
    [InlineData("Megkaptuk a bejelentését: kőtörmelék a sűrű bokrok mögött, őrült nagy lyuk az úton")]
    [InlineData("Straßenlaterne an der Größenstraße aus – wir kümmern uns")]
    [InlineData("Πήραμε την αναφορά σας για τη λακκούβα στην οδό Ερμού, κοντά στην πλατεία")]
    [InlineData("🛏️ mattress 🛏️ in the lane 🚮 behind the school, and again 🛏️🛏️🛏️🛏️")]
    [InlineData("=?utf-8?Q?not=20encoded?= is what somebody typed")]
    [InlineData("A subject in plain English that is a good deal longer than the sixty characters that fit a line")]
    public void Subjects_arrive_as_they_were_written(string subject) =>
        StrictMail.Read(MimeMail.Write(Parts() with { Subject = subject })).Subject.ShouldBe(subject);

    [Theory]
    [InlineData("Hello\r\nBcc: victim@example.org", "Hello Bcc: victim@example.org")]
    [InlineData("Hello\nX-Injected: yes\r\n\r\nbody", "Hello X-Injected: yes body")]
    [InlineData("Hello\u2028Bcc: victim@example.org", "Hello Bcc: victim@example.org")]
    [InlineData("Hello\u0085Bcc: victim@example.org", "Hello Bcc: victim@example.org")]
    [InlineData("a\0b\u001b[31mc\u007fd", "a b [31mc d")]
    [InlineData("invoice \u202egnp.exe", "invoice gnp.exe")]
    [InlineData("  \t  spaces \t\t everywhere  ", "spaces everywhere")]
    public void A_subject_stays_one_header_line(string typed, string subject)
    {
        var mail = StrictMail.Read(MimeMail.Write(Parts() with { Subject = typed }));
        mail.Subject.ShouldBe(subject);
        mail.Whole.HeaderNames.ShouldNotContain("Bcc");
        mail.Whole.HeaderNames.ShouldNotContain("X-Injected");
    }

    [Theory]
    [InlineData("Millbrook Council")]
    [InlineData("Općina Đurđevac, Ured župana")]
    [InlineData("Quotes \" and \\ backslashes, <angle@brackets.example>")]
    [InlineData("Evil\r\nBcc: victim@example.org")]
    public void The_senders_name_cannot_become_an_address(string name)
    {
        var mail = StrictMail.Read(MimeMail.Write(Parts() with { SenderName = name }));
        mail.From.ShouldBe("kept@millbrook.example");
        mail.Whole.HeaderNames.ShouldNotContain("Bcc");
    }

    [Fact]
    public void Very_long_subjects_are_cut_at_a_whole_character()
    {
        var subject = StrictMail.Read(MimeMail.Write(Parts() with { Subject = string.Concat(Enumerable.Repeat("🛏", 5000)) })).Subject;
        subject.Length.ShouldBeLessThanOrEqualTo(200);
        subject.ShouldEndWith("🛏…");
    }

    [Fact]
    public void Bodies_arrive_as_they_were_written_whatever_stands_in_them()
    {
        var text = string.Join('\n',
            "Žarulja = svjetlo, 100 % čist račun ", "\ttab at the end\t", ".", "..", "From here on", "", "",
            "--=_4711.token--", new string('x', 3000), string.Concat(Enumerable.Repeat("őű🛏", 400)), "end");
        var mail = StrictMail.Read(MimeMail.Write(Parts() with { Text = text + "\n" }));
        mail.Text.ShouldBe(text);
        mail.Html.ShouldContain("čćžšđ");
    }

    [Fact]
    public void Says_what_it_is_and_that_a_machine_sent_it()
    {
        var mail = StrictMail.Read(MimeMail.Write(Parts() with { ReplyTo = MailAddress.Parse("desk@millbrook.example") }));
        mail.Header("Date").ShouldBe("Mon, 2 Mar 2026 16:40:00 +0000");
        mail.To.ShouldBe("ada@example.org");
        mail.Header("Reply-To").ShouldBe("<desk@millbrook.example>");
        mail.MessageId.ShouldBe("<4711.token-_A@millbrook.example>");
        mail.Header("Auto-Submitted").ShouldBe("auto-generated");
        mail.Header("X-Auto-Response-Suppress").ShouldBe("OOF, AutoReply");
        mail.Header("Content-Language").ShouldBe("hr");
        mail.Header("MIME-Version").ShouldBe("1.0");
        mail.Whole.HeaderNames.ShouldNotContain("Precedence");
        mail.Whole.HeaderNames.ShouldNotContain("List-Unsubscribe");
    }

    [Fact]
    public void Is_the_same_every_time() => MimeMail.Write(Parts()).ShouldBe(MimeMail.Write(Parts()));

    [Fact]
    public void Letters_outside_ascii_before_the_at_stand_in_the_header_as_they_are() =>
        Encoding.UTF8.GetString(MimeMail.Write(Parts() with { To = MailAddress.Parse("žana@example.hr") })).ShouldContain("\r\nTo: <žana@example.hr>\r\n");

    [Fact]
    public void Quoted_printable_reads_back_what_it_wrote()
    {
        var text = "Ein Satz mit Umlauten: äöüß = 100 %.\nNoch einer \n" + new string('é', 500) + "\n";
        QuotedPrintable.Decode(QuotedPrintable.Encode(text)).ShouldBe(text);
    }

    private static MailParts Parts() => new(
        "Millbrook Council", MailAddress.Parse("kept@millbrook.example"), null, MailAddress.Parse("ada@example.org"),
        "Subject", Instant.FromUtc(2026, 3, 2, 16, 40), "4711.token-_A@millbrook.example", "hr", "Text\n", "<p>čćžšđ</p>\n");
}
