using System.Security.Cryptography;
using System.Text;
using Kept.Settings;
using Microsoft.Extensions.Options;

namespace Kept.Chrome.Theme;

/// <summary>
/// The organisation's colours, icon and logo as files of their own. No page carries a style of its own (the content
/// security policy forbids it), so colours are custom properties in a stylesheet whose name changes with them.
/// </summary>
internal sealed class OrganisationTheme
{
    private static readonly Colour PageGround = new(0xf4, 0xf6, 0xf8);

    public OrganisationTheme(IOptions<KeptSettings> settings)
    {
        var organisation = settings.Value.Organisation;
        Colour.TryParse(organisation.PrimaryColour, out var primary);
        Colour.TryParse(organisation.AccentColour, out var accent);
        Primary = primary;
        Stylesheet = Text("/theme/", ".css", "text/css; charset=utf-8", StylesheetOf(primary, accent));
        Icon = Text("/theme/icon-", ".svg", "image/svg+xml", IconOf(primary, accent));
        Logo = organisation.Logo.Length > 0 ? LogoOf(organisation.Logo) : null;
    }

    public Colour Primary { get; }

    public ThemeFile Stylesheet { get; }

    public ThemeFile Icon { get; }

    /// <summary>Null where the organisation's name stands alone.</summary>
    public ThemeFile? Logo { get; }

    public IEnumerable<ThemeFile> Files => Logo is null ? [Stylesheet, Icon] : [Stylesheet, Icon, Logo];

    private static string StylesheetOf(Colour primary, Colour accent)
    {
        var pale = primary.MixedWith(Colour.White, 0.91);
        var link = primary.ReadableOn(PageGround, ThemeCheck.LeastContrast).ReadableOn(pale, ThemeCheck.LeastContrast);
        return $$"""
            :root{
            --kept-primary:{{primary}};
            --kept-primary-dark:{{primary.MixedWith(Colour.Black, 0.25)}};
            --kept-primary-deep:{{primary.MixedWith(Colour.Black, 0.5)}};
            --kept-primary-pale:{{pale}};
            --kept-accent:{{accent}};
            --kept-accent-pale:{{accent.MixedWith(Colour.White, 0.8)}};
            --govuk-brand-colour:{{primary}};
            --govuk-link-colour:{{link}};
            --govuk-link-hover-colour:{{link.MixedWith(Colour.Black, 0.4)}};
            --govuk-focus-colour:{{accent}};
            --govuk-focus-text-colour:#000;
            }
            """;
    }

    /// <summary>A tick in a rounded square: a word that was kept.</summary>
    private static string IconOf(Colour primary, Colour accent) =>
        $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="{primary}"/><path d="M8 16.5l5.5 5.5L24 10.5" fill="none" stroke="{accent}" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></svg>""";

    private static ThemeFile LogoOf(string path)
    {
        var svg = Path.GetExtension(path).Equals(".svg", StringComparison.OrdinalIgnoreCase);
        return Named("/theme/logo-", svg ? ".svg" : ".png", svg ? "image/svg+xml" : "image/png", File.ReadAllBytes(path));
    }

    private static ThemeFile Text(string start, string end, string type, string text) =>
        Named(start, end, type, Encoding.UTF8.GetBytes(text));

    private static ThemeFile Named(string start, string end, string type, byte[] content) =>
        new(start + Convert.ToHexStringLower(SHA256.HashData(content))[..10] + end, type, content);
}

/// <param name="Path">Where it is served; changes with the content.</param>
internal sealed record ThemeFile(string Path, string Type, byte[] Content);
