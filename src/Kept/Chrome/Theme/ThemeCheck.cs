using System.Globalization;
using Kept.Chrome.Safety;
using Kept.Settings;
using Microsoft.Extensions.Options;

namespace Kept.Chrome.Theme;

/// <summary>Whether the settings around pages can be used: colours people can read, a logo that is there, proxies that are addresses.</summary>
internal sealed class ThemeCheck : IValidateOptions<KeptSettings>
{
    /// <summary>What WCAG 2.2 asks of text of ordinary size (success criterion 1.4.3, level AA).</summary>
    public const double LeastContrast = 4.5;

    public ValidateOptionsResult Validate(string? name, KeptSettings options) =>
        Mistakes(options.Organisation).Concat(Proxies.Mistakes(options.TrustedProxies)).ToList() is { Count: > 0 } mistakes
            ? ValidateOptionsResult.Fail(mistakes)
            : ValidateOptionsResult.Success;

    public static IEnumerable<string> Mistakes(OrganisationSettings organisation)
    {
        if (ColourMistake("PrimaryColour", organisation.PrimaryColour, Colour.White, "white") is { } primary)
        {
            yield return primary;
        }

        if (ColourMistake("AccentColour", organisation.AccentColour, Colour.Black, "black") is { } accent)
        {
            yield return accent;
        }

        if (organisation.Logo.Length > 0 && LogoMistake(organisation.Logo) is { } logo)
        {
            yield return logo;
        }
    }

    private static string? ColourMistake(string setting, string value, Colour text, string nameOfText)
    {
        if (!Colour.TryParse(value, out var colour))
        {
            return $"Kept:Organisation:{setting} is \"{value}\". Write a colour as \"#rrggbb\", such as \"#1b4f72\".";
        }

        var contrast = colour.ContrastWith(text);
        return contrast >= LeastContrast
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Kept:Organisation:{setting} is \"{value}\": {nameOfText} text on it has a contrast of {Math.Floor(contrast * 100) / 100:0.00}, and {LeastContrast} is the least that people can read. Choose a {(text == Colour.White ? "darker" : "lighter")} colour.");
    }

    private static string? LogoMistake(string path) =>
        Path.GetExtension(path).ToLowerInvariant() is not (".svg" or ".png")
            ? $"Kept:Organisation:Logo is \"{path}\". Name an SVG or PNG file, or leave it empty."
            : !File.Exists(path)
                ? $"Kept:Organisation:Logo is \"{path}\", and there is no such file. Name an SVG or PNG file, or leave it empty."
                : null;
}
