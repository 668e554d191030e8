using System.Globalization;
using Kept.Texts;
using Shouldly;
using Xunit;

namespace Kept.Tests.Texts;

/// <summary>Against the tables of Unicode CLDR, Language Plural Rules, whole numbers.</summary>
public sealed class PluralTests
{
    [Theory]
    [InlineData("en", "one", "1")]
    [InlineData("en", "other", "0 2 3 10 11 21 101 1000")]
    [InlineData("de", "one", "1")]
    [InlineData("de", "other", "0 2 11 21 100")]
    [InlineData("hu", "one", "1")]
    [InlineData("hu", "other", "0 2 5 11 21 101")]
    [InlineData("hr", "one", "1 21 31 41 51 61 71 81 101 1001")]
    [InlineData("hr", "few", "2 3 4 22 23 24 32 33 34 102 1002")]
    [InlineData("hr", "other", "0 5 6 9 10 11 12 13 14 15 19 20 25 100 111 112 113 114 1000 1011")]
    [InlineData("cs", "few", "2 3 4")]
    [InlineData("cs", "other", "0 5 22")]
    [InlineData("pl", "few", "2 3 4 22 24 102")]
    [InlineData("pl", "many", "0 5 11 12 14 21 112")]
    [InlineData("fr", "one", "0 1")]
    [InlineData("fr", "other", "2 11")]
    public void Numbers_take_the_form_of_their_language(string language, string form, string numbers)
    {
        var culture = CultureInfo.GetCultureInfo(language);

        foreach (var number in numbers.Split(' '))
        {
            PluralRules.Category(culture, long.Parse(number, CultureInfo.InvariantCulture)).ShouldBe(form, $"{number} in {language}");
        }
    }

    [Theory]
    [InlineData(1, "1 radni dan")]
    [InlineData(2, "2 radna dana")]
    [InlineData(5, "5 radnih dana")]
    [InlineData(21, "21 radni dan")]
    [InlineData(12, "12 radnih dana")]
    public void Croatian_sentences_agree_with_their_number(int days, string expected) =>
        MessagePattern.Parse("{days, plural, one {# radni dan} few {# radna dana} other {# radnih dana}}")
            .Format(CultureInfo.GetCultureInfo("hr"), new Dictionary<string, object?> { ["days"] = days }).ShouldBe(expected);
}
