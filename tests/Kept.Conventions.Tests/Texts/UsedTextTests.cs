using System.Text.RegularExpressions;
using Kept.Conventions.Tests.Sources;
using Shouldly;
using Xunit;

namespace Kept.Conventions.Tests.Texts;

/// <summary>Texts and code know each other.</summary>
public sealed partial class UsedTextTests
{
    /// <summary>Beginnings of keys that the code puts together in a way this test cannot read, each with its reason.</summary>
    private static readonly Dictionary<string, string> PutTogether = new(StringComparer.Ordinal)
    {
        ["language."] = "The name of each language is read by the library.",
    };

    private static IEnumerable<SourceFile> Program => Repository.Files.Where(file => file.IsUnder("src") && file.Extension is ".cs" or ".cshtml" or ".js");

    [Fact]
    public void Every_text_that_the_code_asks_for_is_there()
    {
        (from file in Repository.Code.Where(file => file.IsUnder("src"))
         from Match match in Lookup().Matches(file.Text)
         let key = match.Groups["key"].Value
         where !LanguageFiles.English.Has(key)
         select $"{file} asks for {key}").Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void No_text_is_left_that_nobody_asks_for()
    {
        var literals = Program.SelectMany(file => Literal().Matches(file.Text).Select(match => match.Groups["text"].Value)).ToHashSet();
        var beginnings = Program.SelectMany(file => Interpolated().Matches(file.Text).Select(match => match.Groups["start"].Value))
            .Concat(PutTogether.Keys).ToHashSet();

        LanguageFiles.English.Keys.Where(key => !literals.Contains(key) && !beginnings.Any(start => key.StartsWith(start, StringComparison.Ordinal)))
            .Order().ShouldBeEmpty("Take them out of all language files, or use them");
    }

    /// <summary><c>T["place.text"]</c>, <c>words["place.text", …]</c>.</summary>
    [GeneratedRegex("""\b(T|[wW]ords|this|In\([^()]*\))\["(?<key>[a-z][\w-]*(\.[\w-]+)+)"[\],]""", RegexOptions.ExplicitCapture)]
    private static partial Regex Lookup();

    [GeneratedRegex("""(?<text>[a-z][\w-]*(\.[\w-]+)+)(?=")""", RegexOptions.ExplicitCapture)]
    private static partial Regex Literal();

    /// <summary><c>$"place.{…}"</c> and <c>"place." + …</c>.</summary>
    [GeneratedRegex("""(\$"(?<start>[a-z][\w-]*\.([\w-]+\.)*[\w-]*)\{)|("(?<start>[a-z][\w-]*\.([\w-]+\.)*)" *\+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Interpolated();
}
