using System.Globalization;

namespace Kept.Chrome.Theme;

/// <summary>An opaque sRGB colour.</summary>
internal readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    public static readonly Colour Black = new(0, 0, 0);
    public static readonly Colour White = new(255, 255, 255);

    /// <summary>Reads <c>#rrggbb</c>.</summary>
    public static bool TryParse(string text, out Colour colour)
    {
        if (text.Length == 7 && text[0] == '#'
            && int.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            colour = new Colour((byte)(value >> 16), (byte)(value >> 8), (byte)value);
            return true;
        }

        colour = default;
        return false;
    }

    /// <summary>Contrast ratio from 1 to 21 as WCAG 2.2 defines it (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).</summary>
    public double ContrastWith(Colour other)
    {
        var (one, two) = (Luminance, other.Luminance);
        return (Math.Max(one, two) + 0.05) / (Math.Min(one, two) + 0.05);
    }

    /// <param name="share">From 0 (this colour) to 1 (the other).</param>
    public Colour MixedWith(Colour other, double share) => new(
        Mix(Red, other.Red, share), Mix(Green, other.Green, share), Mix(Blue, other.Blue, share));

    /// <summary>This colour, or the least darkened one that can be read on the ground.</summary>
    public Colour ReadableOn(Colour ground, double ratio)
    {
        var colour = this;
        for (var share = 0.05; colour.ContrastWith(ground) < ratio && share <= 1; share += 0.05)
        {
            colour = MixedWith(Black, share);
        }

        return colour;
    }

    public override string ToString() => $"#{Red:x2}{Green:x2}{Blue:x2}";

    private double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    private static double Linear(byte channel)
    {
        var value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    private static byte Mix(byte from, byte to, double share) => (byte)Math.Round(from + ((to - from) * share));
}
