using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Kept.Texts;

/// <summary>
/// Every text a person reads, by language: one JSON file a language (<c>Texts/hr.json</c>), nested by place,
/// addressed by a dotted key (<c>report.continue</c>). Adding a language is adding a file.
/// A key missing from a language is read in English, so that a half-translated language is usable.
/// </summary>
internal sealed class TextLibrary
{
    public const string FallbackLanguage = "en";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Texts");
    private static readonly FrozenSet<string> Shipped = Directory.EnumerateFiles(Folder, "*.json")
        .Select(file => Path.GetFileNameWithoutExtension(file)).ToFrozenSet(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, Words> languages;

    private TextLibrary(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> files)
    {
        var fallback = Compile(files[FallbackLanguage]);
        languages = files.ToFrozenDictionary(
            file => file.Key,
            file => new Words(CultureInfo.GetCultureInfo(file.Key), Compile(file.Value), fallback),
            StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The texts shipped beside the program.</summary>
    public static TextLibrary Load() => Load(Folder);

    /// <summary>Whether the program comes with texts in this language, for checks that have no library at hand.</summary>
    public static bool Ships(string? language) => language is not null && Shipped.Contains(language);

    /// <exception cref="InvalidDataException">A file is not valid; the message names it.</exception>
    public static TextLibrary Load(string folder) => new(
        Directory.EnumerateFiles(folder, "*.json").ToDictionary(
            file => Path.GetFileNameWithoutExtension(file), ReadFile, StringComparer.Ordinal));

    /// <summary>Language codes in the order they are offered: English first, then by their own name.</summary>
    public IReadOnlyList<string> Languages => field ??=
        [.. languages.Keys.OrderBy(code => code != FallbackLanguage)
            .ThenBy(code => In(code)["language.name"], StringComparer.Ordinal)];

    public bool Has(string? language) => language is not null && languages.ContainsKey(language);

    /// <summary>The words of a language, or English where that language has not been added.</summary>
    public Words In(string? language) =>
        language is not null && languages.TryGetValue(language, out var words) ? words : languages[FallbackLanguage];

    private static FrozenDictionary<string, MessagePattern> Compile(IReadOnlyDictionary<string, string> texts) =>
        texts.ToFrozenDictionary(text => text.Key, text => MessagePattern.Parse(text.Value), StringComparer.Ordinal);

    private static IReadOnlyDictionary<string, string> ReadFile(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            var texts = new Dictionary<string, string>(StringComparer.Ordinal);
            Flatten("", document.RootElement, texts);
            return texts;
        }
        catch (Exception problem) when (problem is JsonException or FormatException)
        {
            throw new InvalidDataException($"The language file {file} cannot be read: {problem.Message}", problem);
        }
    }

    private static void Flatten(string prefix, JsonElement element, Dictionary<string, string> texts)
    {
        foreach (var property in element.EnumerateObject())
        {
            var key = prefix + property.Name;
            if (property.Value.ValueKind == JsonValueKind.Object)
            {
                Flatten(key + ".", property.Value, texts);
            }
            else if (!texts.TryAdd(key, property.Value.GetString() ?? ""))
            {
                throw new FormatException($"the text {key} stands there twice");
            }
        }
    }
}
