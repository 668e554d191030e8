using Kept.Conventions.Tests.Sources;
using Kept.Texts;

namespace Kept.Conventions.Tests.Texts;

/// <summary>The texts of all languages as they are in the source.</summary>
internal static class LanguageFiles
{
    public static TextLibrary Library { get; } = TextLibrary.Load(Path.Combine(Repository.Root, "src/Kept/Texts"));

    public static Words English => Library.In(TextLibrary.FallbackLanguage);

    public static IEnumerable<string> Others => Library.Languages.Where(language => language != TextLibrary.FallbackLanguage);
}
