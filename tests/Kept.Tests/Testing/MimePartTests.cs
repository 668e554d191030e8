using System.Text;
using Kept.Testing.Mails;
using Shouldly;
using Xunit;

namespace Kept.Tests.Testing;

/// <summary>The reader of mails that other tests rely on.</summary>
public sealed class MimePartTests
{
    private const string Mail = """
        From: =?utf-8?Q?Stadt_M=C3=BChlbach?= <kept@example.org>
        To: ada@example.org
        Subject: =?utf-8?B?V2lyIGhhYmVu?= =?utf-8?Q?_Ihre_Meldung_=E2=80=93_danke?=
        Content-Type: multipart/alternative;
         boundary="=_1"

        Not read by anybody
        --=_1
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        Gr=C3=BC=C3=9Fe, in einer langen =
        Zeile
        --=_1
        Content-Type: text/html; charset=utf-8
        Content-Transfer-Encoding: base64

        PHA+PGEgaHJlZj0iaHR0cDovL2tlcHQudGVzdC9mb2xsb3cveCI+RsO8
        ciBTaWU8L2E+PC9wPg==
        --=_1--

        """;

    private readonly ReceivedMail mail = new(MimePart.Parse(Encoding.UTF8.GetBytes(Mail.ReplaceLineEndings("\r\n"))));

    [Fact]
    public void Headers_are_unfolded_and_decoded()
    {
        mail.Subject.ShouldBe("Wir haben Ihre Meldung – danke");
        mail.Header("From").ShouldBe("Stadt Mühlbach <kept@example.org>");
        mail.From.ShouldBe("kept@example.org");
        mail.To.ShouldBe("ada@example.org");
    }

    [Fact]
    public void Both_parts_are_decoded()
    {
        mail.Text.ShouldBe("Grüße, in einer langen Zeile");
        mail.Html.ShouldBe("""<p><a href="http://kept.test/follow/x">Für Sie</a></p>""");
    }

    [Fact]
    public void Links_are_found_by_their_words() => mail.Link("für sie").ShouldBe(new Uri("http://kept.test/follow/x"));

    [Fact]
    public void Line_ends_of_another_kind_are_refused() =>
        Should.Throw<FormatException>(() => MimePart.Parse(Encoding.UTF8.GetBytes(Mail.ReplaceLineEndings("\n"))));
}
