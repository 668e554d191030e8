using Kept.Domain.Cases;
using Shouldly;
using Xunit;

namespace Kept.Domain.Tests.Cases;

public sealed class AddressWordsTests
{
    [Theory]
    [InlineData("33 Swan Avenue", "swan avenue 33")]
    [InlineData("33 Swan Avenue", "33, Swan Ave.")]
    [InlineData("12a St. Mary's Rd", "12 A St Mary’s Road")]
    [InlineData("Hauptstraße 5", "Hauptstr. 5")]
    [InlineData("Hauptstraße 5", "haupt strasse 5")]
    [InlineData("Müllerstraße 5", "Muellerstr.5")]
    [InlineData("Ulica Đure Šimića 7", "ul. Dure Simica 7")]
    [InlineData("Petőfi utca 3", "petofi u. 3")]
    public void One_address_is_known_again_however_it_is_written(string one, string other) => AddressWords.AreSame(one, other).ShouldBeTrue();

    [Theory]
    [InlineData("33 Swan Avenue", "34 Swan Avenue")]
    [InlineData("33 Swan Avenue", "33 Swan Road")]
    [InlineData("33 Swan Avenue", "33a Swan Avenue")]
    [InlineData("3 Swan Avenue", "33 Swan Avenue")]
    public void Other_addresses_are_others(string one, string other) => AddressWords.AreSame(one, other).ShouldBeFalse();

    [Fact]
    public void The_longest_number_is_the_one_to_look_for()
    {
        AddressWords.NumberIn("Flat 2, 133b Swan Avenue").ShouldBe("133");
        AddressWords.NumberIn("Swan Avenue").ShouldBeNull();
    }
}
