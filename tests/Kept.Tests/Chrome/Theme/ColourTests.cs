using Kept.Chrome.Theme;
using Shouldly;
using Xunit;

namespace Kept.Tests.Chrome.Theme;

public sealed class ColourTests
{
    // Ratios as given by the WebAIM contrast checker (https://webaim.org/resources/contrastchecker/).
    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#ffffff", "#ffffff", 1)]
    [InlineData("#777777", "#ffffff", 4.48)]
    [InlineData("#767676", "#ffffff", 4.54)]
    [InlineData("#0000ff", "#ffffff", 8.59)]
    public void Contrast_is_that_of_WCAG(string one, string other, double ratio)
    {
        Parse(one).ContrastWith(Parse(other)).ShouldBe(ratio, 0.01);
        Parse(other).ContrastWith(Parse(one)).ShouldBe(ratio, 0.01);
    }

    [Theory]
    [InlineData("")]
    [InlineData("red")]
    [InlineData("#12345")]
    [InlineData("#1234567")]
    [InlineData("#12345g")]
    [InlineData("#-12345")]
    public void Only_six_digits_after_a_hash_are_a_colour(string text) =>
        Colour.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void A_link_is_darkened_until_it_can_be_read_on_a_tinted_ground()
    {
        var primary = Parse("#767676");
        var ground = Parse("#e8edf1");
        primary.ContrastWith(ground).ShouldBeLessThan(4.5);
        primary.ReadableOn(ground, 4.5).ContrastWith(ground).ShouldBeGreaterThanOrEqualTo(4.5);
    }

    [Fact]
    public void A_colour_that_can_be_read_stays_as_it_is() =>
        Parse("#1b4f72").ReadableOn(Colour.White, 4.5).ToString().ShouldBe("#1b4f72");

    private static Colour Parse(string text)
    {
        Colour.TryParse(text, out var colour).ShouldBeTrue();
        return colour;
    }
}
