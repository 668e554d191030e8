using System.Text;
using Kept.Feeds;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Feeds;

public sealed class CalendarWriterTests
{
    [Theory]
    [InlineData("plain", "SUMMARY:plain\r\n")]
    [InlineData("a;b,c\\d", "SUMMARY:a\\;b\\,c\\\\d\r\n")]
    [InlineData("one\r\ntwo\nthree", "SUMMARY:one\\ntwo\\nthree\r\n")]
    [InlineData("a\rEND:VCALENDAR\u0000\u0085", "SUMMARY:aEND:VCALENDAR\r\n")]
    public void Text_is_escaped_and_nothing_in_it_ends_a_line(string text, string expected) =>
        new CalendarWriter().Text("SUMMARY", text).ToString().ShouldBe(expected);

    [Theory]
    [InlineData("a")]
    [InlineData("ő")]
    [InlineData("𝄞")]
    [InlineData("a€ž")]
    public void Lines_have_at_most_75_octets_and_unfold_to_what_was_written(string piece)
    {
        for (var length = 1; length < 300; length++)
        {
            var text = string.Concat(Enumerable.Repeat(piece, length));
            var written = new CalendarWriter().Text("SUMMARY", text).ToString();

            written.ShouldEndWith("\r\n");
            written.Split("\r\n")[..^1].ShouldAllBe(line => Encoding.UTF8.GetByteCount(line) <= 75 && !line.Contains('\uFFFD'));
            written.Replace("\r\n ", "").ShouldBe($"SUMMARY:{text}\r\n");
        }
    }

    [Fact]
    public void A_line_of_75_octets_is_not_folded_and_one_of_76_is()
    {
        new CalendarWriter().Text("N", new string('a', 73)).ToString().ShouldBe($"N:{new string('a', 73)}\r\n");
        new CalendarWriter().Text("N", new string('a', 74)).ToString().ShouldBe($"N:{new string('a', 73)}\r\n a\r\n");
    }

    [Fact]
    public void Times_are_in_UTC() =>
        new CalendarWriter().Time("DTSTART", Instant.FromUtc(2026, 7, 1, 8, 5, 9)).ToString().ShouldBe("DTSTART:20260701T080509Z\r\n");
}
