using FsCheck.Fluent;
using Kept.Domain.Cases;
using Shouldly;
using Xunit;

namespace Kept.Domain.Tests.Cases;

public sealed class ReferenceTests
{
    [Theory]
    [InlineData("o0O1-lIiL")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("K7QF-3M9")]
    [InlineData("K7QF-3M9TT")]
    public void What_is_no_reference_is_refused(string? text) => Reference.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void It_reads_what_people_type()
    {
        var reference = Reference.FromBits(123_456_789_012UL);
        var shown = reference.ToString();
        foreach (var typed in new[] { shown, shown.ToLowerInvariant(), shown.Replace("-", "", StringComparison.Ordinal), $"  {string.Join(' ', shown.ToCharArray())} ", shown.Replace('-', '–') })
        {
            Reference.Parse(typed).ShouldBe(reference);
        }
    }

    [Fact]
    public void Every_reference_reads_back() => FsCheck.Check.QuickThrowOnFailure(
        Prop.ForAll<ulong>(bits => Reference.Parse(Reference.FromBits(bits).ToString()) == Reference.FromBits(bits)));

    [Fact]
    public void Every_wrong_character_is_found() => ForReferences(text =>
        from place in Enumerable.Range(0, Reference.Length)
        from other in Reference.Alphabet
        where other != text[place]
        select text[..place] + other + text[(place + 1)..]);

    [Fact]
    public void Every_swap_of_two_characters_is_found() => ForReferences(text =>
        from first in Enumerable.Range(0, Reference.Length)
        from second in Enumerable.Range(0, Reference.Length)
        where first < second && text[first] != text[second]
        select text[..first] + text[second] + text[(first + 1)..second] + text[first] + text[(second + 1)..]);

    private static void ForReferences(Func<string, IEnumerable<string>> spoil)
    {
        for (var bits = 1UL; bits < 4_000_000_000_000UL; bits = (bits * 7) + 13)
        {
            spoil(Reference.FromBits(bits).Value).Where(wrong => Reference.TryParse(wrong, out _)).ShouldBeEmpty();
        }
    }
}
