using Kept.Chrome.Language;
using Kept.Chrome.Theme;
using Kept.Settings;
using Kept.Texts;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Options;

namespace Kept.Chrome;

/// <summary>What the layouts show around a page.</summary>
internal sealed class PageChrome(
    IOptions<KeptSettings> settings, OrganisationTheme theme, AssetManifest assets, TextLibrary library, Words words,
    IHttpContextAccessor accessor)
{
    private readonly HttpRequest request = accessor.HttpContext!.Request;

    public OrganisationSettings Organisation => settings.Value.Organisation;

    public OrganisationTheme Theme => theme;

    public string Language => words.Language;

    /// <summary>Code and own name of each language, in the order they are offered.</summary>
    public IEnumerable<(string Code, string Name)> Languages =>
        library.Languages.Select(code => (code, library.In(code)["language.name"]));

    public string Asset(string name) => assets.PathOf(name);

    /// <summary>"Where is it? – Millbrook Council", announced as an error where the page shows one.</summary>
    public string Title(string? title, bool error)
    {
        var full = string.IsNullOrEmpty(title) ? Organisation.Name : $"{title} – {Organisation.Name}";
        return error ? words["chrome.error-title", ("title", full)] : full;
    }

    /// <summary>The page one is on, without the language, for the way back after choosing one.</summary>
    public string PathWithoutLanguage => request.PathBase + request.Path + QueryWithout();

    /// <summary>The same page in another language, for search engines and browsers.</summary>
    public string AddressIn(string language) =>
        settings.Value.AddressOf(request.Path + QueryWithout().Add(RequestLanguage.Parameter, language));

    public static string TelephoneAddress(string number) =>
        "tel:" + string.Concat(number.Where(character => char.IsAsciiDigit(character) || character == '+'));

    private QueryString QueryWithout() => new QueryBuilder(request.Query
        .Where(parameter => parameter.Key != RequestLanguage.Parameter)
        .SelectMany(parameter => parameter.Value.Select(value => KeyValuePair.Create(parameter.Key, value ?? ""))))
        .ToQueryString();
}
