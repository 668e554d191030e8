using Kept.Chrome.Theme;
using Kept.Settings;
using Kept.Testing;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace Kept.Tests.Chrome.Theme;

public sealed class ThemeCheckTests
{
    [Fact]
    public void The_shipped_look_has_no_mistake() => Mistakes(_ => { }).ShouldBeEmpty();

    [Fact]
    public void A_primary_colour_too_pale_for_white_text_is_named() =>
        Mistakes(look => look.PrimaryColour = "#88aacc").ShouldHaveSingleItem()
            .ShouldBe("Kept:Organisation:PrimaryColour is \"#88aacc\": white text on it has a contrast of 2.42, and 4.5 is the least that people can read. Choose a darker colour.");

    [Fact]
    public void An_accent_colour_too_dark_for_black_text_is_named() =>
        Mistakes(look => look.AccentColour = "#333333").ShouldHaveSingleItem().ShouldContain("Kept:Organisation:AccentColour");

    [Fact]
    public void What_is_no_colour_is_named() =>
        Mistakes(look => look.AccentColour = "orange").ShouldHaveSingleItem()
            .ShouldBe("Kept:Organisation:AccentColour is \"orange\". Write a colour as \"#rrggbb\", such as \"#1b4f72\".");

    [Theory]
    [InlineData("logo.gif", "Name an SVG or PNG file")]
    [InlineData("no-such-logo.svg", "there is no such file")]
    public void A_logo_that_cannot_be_shown_is_named(string logo, string words) =>
        Mistakes(look => look.Logo = logo).ShouldHaveSingleItem().ShouldContain(words);

    [Fact]
    public async Task The_program_does_not_start_with_it()
    {
        var problem = await Should.ThrowAsync<OptionsValidationException>(() =>
            KeptApp.StartAsync(options => options.Settings["Kept:Organisation:PrimaryColour"] = "#ffffff"));

        problem.Message.ShouldContain("Kept:Organisation:PrimaryColour");
    }

    private static string[] Mistakes(Action<OrganisationSettings> change)
    {
        var look = new OrganisationSettings();
        change(look);
        return [.. ThemeCheck.Mistakes(look)];
    }
}
