using System.Text.Json;
using Kept.Domain.Catalogue;

namespace Kept.Demo;

/// <summary>Names of people of one language, and how many of a hundred speak it.</summary>
internal sealed record NamesOfPeople(double Share, string[] First, string[] Last);

/// <summary>What the council's streets are put together from, and other names in it.</summary>
internal sealed record NamesOfPlaces(string[] Names, string[] Kinds, string[] Schools, string[] Makes);

/// <summary>What residents and staff of the demo say: lists of sentences by occasion, by language.</summary>
internal sealed class Phrases(IReadOnlyDictionary<string, Dictionary<string, string[]>> languages)
{
    private const string Fallback = "en";

    public bool Has(string occasion) => languages[Fallback].ContainsKey(occasion);

    /// <summary>One sentence; in English where the language has none for this occasion.</summary>
    public string Say(string occasion, string language, Dice dice) =>
        dice.Pick(languages.GetValueOrDefault(language)?.GetValueOrDefault(occasion) ?? languages[Fallback][occasion]);

    /// <summary>One sentence that fits the service: its own, one of its group, or one that fits all of them.</summary>
    public string Say(string occasion, Service about, string language, Dice dice) => Say(OccasionOf(occasion, about, language), language, dice);

    public string OccasionOf(string occasion, Service about, string language) =>
        new[] { $"{occasion}/{about.Code}", $"{occasion}/{about.Group}" }
            .FirstOrDefault(own => languages.GetValueOrDefault(language)?.ContainsKey(own) == true) ?? occasion;
}

/// <summary>The names and sentences that are shipped with the program.</summary>
internal static class DemoData
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static IReadOnlyDictionary<string, NamesOfPeople> People() => Read<Dictionary<string, NamesOfPeople>>("people");

    public static NamesOfPlaces Places() => Read<NamesOfPlaces>("streets");

    public static Phrases Phrases() => new(Read<Dictionary<string, Dictionary<string, string[]>>>("phrases"));

    private static T Read<T>(string name)
    {
        using var stream = typeof(DemoData).Assembly.GetManifestResourceStream($"Kept.Demo.Data.{name}.json")
            ?? throw new InvalidOperationException($"{name}.json is not in the program.");
        return JsonSerializer.Deserialize<T>(stream, Web)!;
    }
}
