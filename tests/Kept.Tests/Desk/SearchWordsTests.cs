using Kept.Desk.Search;
using Shouldly;
using Xunit;

namespace Kept.Tests.Desk;

public sealed class SearchWordsTests
{
    [Fact]
    public void Every_word_must_be_there_and_the_last_may_be_a_beginning()
    {
        var wanted = SearchWords.Parse("Mill Schoo");

        wanted.ForSqlite.ShouldBe("\"mill\" AND \"schoo\"*");
        wanted.ForPostgres.ShouldBe("mill & schoo:*");
    }

    [Theory]
    [InlineData("k7qf 3m", "\"k7qf\" AND \"3m\"* OR \"k7qf3m\"*")]
    [InlineData("K7QF-3M", "\"k7qf\" AND \"3m\"* OR \"k7qf3m\"*")]
    [InlineData("mill end", "\"mill\" AND \"end\"*")]
    public void A_reference_that_is_not_whole_yet_is_also_looked_for_as_one_word(string typed, string expected) =>
        SearchWords.Parse(typed).ForSqlite.ShouldBe(expected);

    [Theory]
    [InlineData("07700 900123", "700900123")]
    [InlineData("+44 (0)7700 900-123", "700900123")]
    [InlineData("12345", null)]
    [InlineData("12 Mill Lane", null)]
    public void A_number_to_ring_is_recognised(string typed, string? key) => SearchWords.Parse(typed).PhoneKey.ShouldBe(key);

    [Fact]
    public void A_mail_address_is_compared_as_addresses_are() =>
        SearchWords.Parse(" Ada@Example.ORG ").MailKey.ShouldBe("ada@example.org");

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("  \"'()*:-&|!<> ")]
    [InlineData("\0\u0001")]
    public void Nothing_to_look_for_is_nothing(string? typed) => SearchWords.Parse(typed).IsEmpty.ShouldBeTrue();

    [Fact]
    public void However_much_is_typed_only_the_beginning_counts() =>
        SearchWords.Parse(string.Concat(Enumerable.Repeat("a b 😀 ", 10_000))).Words.Length.ShouldBe(12);
}
