using System.Globalization;

namespace Kept.Texts;

/// <summary>Plural categories of whole numbers (Unicode CLDR, Language Plural Rules) for the languages that have been added.</summary>
internal static class PluralRules
{
    public static string Category(CultureInfo culture, long number) => culture.TwoLetterISOLanguageName switch
    {
        "hr" or "bs" or "sr" => SouthSlavic(number),
        "pl" => Polish(number),
        "cs" or "sk" => number == 1 ? "one" : number is >= 2 and <= 4 ? "few" : "other",
        "fr" => number is 0 or 1 ? "one" : "other",
        _ => number == 1 ? "one" : "other",
    };

    private static string SouthSlavic(long number)
    {
        var (last, lastTwo) = (number % 10, number % 100);
        return last == 1 && lastTwo != 11 ? "one"
            : last is >= 2 and <= 4 && lastTwo is not (>= 12 and <= 14) ? "few"
            : "other";
    }

    private static string Polish(long number)
    {
        var (last, lastTwo) = (number % 10, number % 100);
        return number == 1 ? "one"
            : last is >= 2 and <= 4 && lastTwo is not (>= 12 and <= 14) ? "few"
            : "many";
    }
}
