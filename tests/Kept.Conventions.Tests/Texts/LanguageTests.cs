using System.Globalization;
using Kept.Texts;
using Shouldly;
using Xunit;

namespace Kept.Conventions.Tests.Texts;

/// <summary>No language says less than another.</summary>
public sealed class LanguageTests
{
    public static TheoryData<string> Languages => [.. LanguageFiles.Library.Languages];

    public static TheoryData<string> OtherLanguages => [.. LanguageFiles.Others];

    [Fact]
    public void The_languages_of_the_start_are_there() =>
        LanguageFiles.Library.Languages.ShouldBe(["en", "de", "hr", "hu"], ignoreOrder: true);

    [Theory, MemberData(nameof(OtherLanguages))]
    public void Every_text_is_there(string language)
    {
        var (english, other) = (LanguageFiles.English.Keys.ToHashSet(), LanguageFiles.Library.In(language).Keys.ToHashSet());

        english.Except(other).Order().ShouldBeEmpty($"Missing in {language}.json");
        other.Except(english).Order().ShouldBeEmpty($"Missing in en.json, there in {language}.json");
    }

    [Theory, MemberData(nameof(OtherLanguages))]
    public void Every_text_expects_the_same_values(string language)
    {
        var words = LanguageFiles.Library.In(language);

        (from key in words.Keys.Intersect(LanguageFiles.English.Keys)
         let expected = LanguageFiles.English.Pattern(key).Names.Order().ToList()
         let found = words.Pattern(key).Names.Order().ToList()
         where !expected.SequenceEqual(found)
         select $"{key}: {string.Join(", ", found)} instead of {string.Join(", ", expected)}").ShouldBeEmpty($"In {language}.json");
    }

    /// <summary>
    /// A plural lists each form its language has, and no form the language does not know. One that only tells exact
    /// numbers (<c>=1</c>) from all others needs no forms.
    /// </summary>
    [Theory, MemberData(nameof(Languages))]
    public void Every_plural_has_the_forms_of_its_language(string language)
    {
        var words = LanguageFiles.Library.In(language);
        var forms = Enumerable.Range(0, 200).Select(number => PluralRules.Category(words.Culture, number)).Append("other").ToHashSet();

        (from key in words.Keys
         from plural in words.Pattern(key).Plurals
         let found = plural.Where(branch => !branch.StartsWith('=')).ToHashSet()
         where !found.SetEquals(forms) && !(found.SetEquals(["other"]) && plural.Any(branch => branch.StartsWith('=')))
         select $"{key}: {string.Join(", ", found.Order())} instead of {string.Join(", ", forms.Order())}").ShouldBeEmpty($"In {language}.json");
    }

    [Theory, MemberData(nameof(Languages))]
    public void No_text_is_empty_or_has_space_around_it(string language)
    {
        var words = LanguageFiles.Library.In(language);

        words.Keys.Where(key => words.Pattern(key) is { Names: var names } pattern && !names.Any()
            && pattern.Format(CultureInfo.InvariantCulture, new Dictionary<string, object?>()) is var text
            && (text.Length == 0 || text != text.Trim())).Order().ShouldBeEmpty($"In {language}.json");
    }
}
