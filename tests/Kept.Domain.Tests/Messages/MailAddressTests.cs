using Kept.Domain.Cases;
using Kept.Domain.Messages;
using Shouldly;
using Xunit;

namespace Kept.Domain.Tests.Messages;

public class MailAddressTests
{
    [Theory]
    [InlineData("ada@example.org", "ada@example.org")]
    [InlineData("  Ada.Example+reports@Example.ORG ", "Ada.Example+reports@example.org")]
    [InlineData("o'brien@mail.example.ie", "o'brien@mail.example.ie")]
    [InlineData("ana@općina.example", "ana@xn--opina-hxa.example")]
    [InlineData("žana.šimić@example.hr", "žana.šimić@example.hr")]
    [InlineData("a@b.cd", "a@b.cd")]
    public void Takes_addresses_people_have(string written, string address) =>
        MailAddress.Parse(written).ToString().ShouldBe(address);

    [Theory]
    [InlineData("Ada@Example.ORG", "ada@example.org")]
    [InlineData("ada@ｅxample.org", "ada@example.org")]
    [InlineData("ada@ⓔxample。org", "ada@example.org")]
    [InlineData("ada@MÜLLER.example", "ada@müller.example")]
    [InlineData("ada@xn--mller-kva.example", "ada@müller.example")]
    [InlineData("ada@xn--mller-kva99.example", "ada@xn--mller-kva99.example")]
    [InlineData("z\u030cana@example.hr", "\u017eana@example.hr")]
    [InlineData("  no address ", "no address")]
    public void Has_one_key_for_all_ways_to_write_it(string written, string key) => ContactDetails.KeyOfMail(written).ShouldBe(key);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("@example.org")]
    [InlineData("ada@")]
    [InlineData("ada@localhost")]
    [InlineData("ada@[127.0.0.1]")]
    [InlineData("ada@127.0.0.1")]
    [InlineData("ada@example..org")]
    [InlineData("ada@-example.org")]
    [InlineData("ada@exa_mple.org")]
    [InlineData(".ada@example.org")]
    [InlineData("ada.@example.org")]
    [InlineData("a..da@example.org")]
    [InlineData("a da@example.org")]
    [InlineData("a@da@example.org")]
    [InlineData("\"ada lovelace\"@example.org")]
    [InlineData("Ada <ada@example.org>")]
    [InlineData("ada@example.org>")]
    [InlineData("ada@example.org, bob@example.org")]
    public void Refuses_what_is_no_address(string? written) => MailAddress.TryParse(written, out _).ShouldBeFalse();

    [Theory]
    [InlineData("ada@example.org\r\nBcc: victim@example.org")]
    [InlineData("ada\r\nDATA\r\n@example.org")]
    [InlineData("ada\0@example.org")]
    [InlineData("ada\u2028@example.org")]
    [InlineData("ada\u200b@example.org")]
    [InlineData("ada\u202e@example.org")]
    [InlineData("ada\ud800@example.org")]
    [InlineData("ada@example\r\n.org")]
    public void Refuses_what_could_end_a_line_or_hide(string written) => MailAddress.TryParse(written, out _).ShouldBeFalse();

    [Fact]
    public void Refuses_what_is_too_long_for_smtp()
    {
        MailAddress.TryParse(new string('a', 65) + "@example.org", out _).ShouldBeFalse();
        MailAddress.TryParse(new string('č', 33) + "@example.org", out _).ShouldBeFalse();
        MailAddress.TryParse("ada@" + string.Join('.', Enumerable.Repeat(new string('b', 60), 5)), out _).ShouldBeFalse();
        MailAddress.TryParse(new string('a', 64) + "@example.org", out _).ShouldBeTrue();
    }

    [Fact]
    public void Says_when_a_server_must_know_more_than_ascii()
    {
        MailAddress.Parse("žana@example.hr").NeedsUtf8.ShouldBeTrue();
        MailAddress.Parse("ana@općina.example").NeedsUtf8.ShouldBeFalse();
    }
}
