using System.Globalization;
using Kept.Chrome.Fields;
using Kept.Chrome.Safety;
using Kept.Settings;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Options;

namespace Kept.Chrome.Map;

/// <summary>
/// A map on which somebody chooses a place (<c>latitude</c> and <c>longitude</c> name the fields it fills in), or which
/// shows one (<c>at="51.5,-0.12"</c>). Nothing at all where the settings have no tiles; without script it says that the
/// other ways lead there too. The page adds <c>&lt;kept-assets name="map" /&gt;</c> in its section Head.
/// </summary>
[HtmlTargetElement("kept-map", TagStructure = TagStructure.WithoutEndTag)]
public sealed class MapTagHelper : KeptTagHelper
{
    /// <summary>Name of the field for degrees north.</summary>
    public string? Latitude { get; set; }

    /// <summary>Name of the field for degrees east.</summary>
    public string? Longitude { get; set; }

    /// <summary>A place as "latitude,longitude" in degrees with decimal points: what is shown, or was chosen before.</summary>
    public string? At { get; set; }

    /// <summary>What the map is, read out; "Map" without.</summary>
    public string? Label { get; set; }

    private bool Chooses => Latitude is not null && Longitude is not null;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var settings = ViewContext.HttpContext.RequestServices.GetRequiredService<IOptions<KeptSettings>>().Value.Map;
        if (settings.Tiles.Length == 0)
        {
            output.SuppressOutput();
            return;
        }

        ViewContext.HttpContext.ShowsMap();
        var (latitude, longitude) = Point() ?? (Text(settings.Latitude), Text(settings.Longitude));
        var map = Markup.Tag("div", "kept-map", Chooses ? Fields() : null, Canvas(), Chooses ? Chosen() : null, WithoutScript())
            .With("data-kept-map", "")
            .With("data-tiles", settings.Tiles)
            .With("data-attribution", settings.Attribution)
            .With("data-latitude", latitude).With("data-longitude", longitude)
            .With("data-zoom", (Point() is null ? settings.Zoom : Math.Max(settings.Zoom, 16)).ToString(CultureInfo.InvariantCulture))
            .With("data-chosen", Point() is null ? "false" : "true")
            .With("data-choose", Chooses ? "true" : "false")
            .With("data-zoom-in", Words["chrome.map.zoom-in"]).With("data-zoom-out", Words["chrome.map.zoom-out"])
            .With("data-says-chosen", Words["chrome.map.chosen"]).With("data-says-unknown", Words["chrome.map.unknown"])
            .With("data-says-none", Words["chrome.map.tap"]).With("data-says-no-tiles", Words["chrome.map.no-tiles"]);
        Replace(output, map);
    }

    private IHtmlContent Fields() => Markup.All(Hidden(Latitude!, Point()?.Latitude), Hidden(Longitude!, Point()?.Longitude));

    private static TagBuilder Hidden(string name, string? value) =>
        Markup.Input("", "hidden", FieldTagHelper.IdOf(name), name, value ?? "");

    private IHtmlContent Canvas() => Markup.Tag("div", "kept-map__canvas")
        .With("role", "application").With("tabindex", "0").WithFlag("hidden", true)
        .With("aria-label", (Label ?? Words["chrome.map.label"]) + (Chooses ? ". " + Words["chrome.map.keys"] : ""));

    private IHtmlContent Chosen() => Markup.All(
        Markup.Tag("p", "kept-map__said govuk-hint", Words["chrome.map.tap"]).With("role", "status"),
        Markup.Tag("div", "kept-map__buttons", Button("mark"), Button("here"), Button("clear")));

    /// <summary>The script shows each button when it can do something.</summary>
    private IHtmlContent Button(string what) =>
        Markup.Tag("button", $"govuk-button govuk-button--secondary kept-map__{what}", Words["chrome.map." + what])
            .With("type", "button").WithFlag("hidden", true);

    private IHtmlContent? WithoutScript() =>
        Chooses ? Markup.Tag("noscript", "", Markup.Tag("p", "govuk-inset-text", Words["chrome.map.no-script"])) : null;

    private (string Latitude, string Longitude)? Point() =>
        At?.Split(',') is [var latitude, var longitude] && Degrees(latitude, 90) is { } north && Degrees(longitude, 180) is { } east
            ? (Text(north), Text(east))
            : null;

    private static double? Degrees(string text, double most) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most ? degrees : null;

    private static string Text(double degrees) => degrees.ToString("0.######", CultureInfo.InvariantCulture);
}
