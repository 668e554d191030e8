using System.Text.Json;

namespace Kept.Domain.Calendars.Holidays;

/// <summary>The names of holidays by code and language, from names.json.</summary>
internal static class NameTable
{
    /// <summary>The entry that says how a substitute day is called; {0} is the holiday.</summary>
    public const string Substitute = "substitute";

    private static readonly Lazy<Dictionary<string, Dictionary<string, string>>> Names = new(() =>
        JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(HolidayData.Read("names.json"))!);

    /// <summary>All codes.</summary>
    public static IReadOnlyCollection<string> Codes => Names.Value.Keys;

    /// <summary>The name in a language, else in English; null for an unknown code.</summary>
    public static string? Find(string code, string language) => Names.Value.TryGetValue(code, out var names)
        ? names.GetValueOrDefault(language) ?? names["en"]
        : null;
}
