using Kept.Settings;
using Kept.Texts;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Options;

namespace Kept.Chrome.Language;

/// <summary>
/// The language of a request: the address (<c>?lang=hr</c>, as links in mails carry it), then the choice made before
/// (a cookie), then what the browser asks for, then the setting of the organisation.
/// </summary>
internal static class RequestLanguage
{
    public const string Parameter = "lang";
    public const string Cookie = "kept-language";

    public static IServiceCollection AddRequestLanguage(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddScoped(CurrentWords);
        services.AddOptions<RequestLocalizationOptions>().Configure<TextLibrary, IOptions<KeptSettings>>(Configure);
        return services;
    }

    /// <summary>
    /// Chooses the language. One that came with the address (a link in a mail) holds for the pages that follow, until the
    /// browser is closed; only the language switch remembers for longer.
    /// </summary>
    public static void UseRequestLanguage(this IApplicationBuilder app)
    {
        var library = app.ApplicationServices.GetRequiredService<TextLibrary>();
        app.UseRequestLocalization();
        app.Use((context, next) =>
        {
            var named = context.Request.Query[Parameter].ToString();
            if (library.Has(named) && context.Request.Cookies[Cookie] != named)
            {
                context.Response.Cookies.Append(Cookie, named, CookieOf(context.Request, age: null));
            }

            return next(context);
        });
    }

    public static CookieOptions CookieOf(HttpRequest request, TimeSpan? age) => new()
    {
        Path = "/",
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = request.IsHttps,
        IsEssential = true,
        MaxAge = age,
    };

    private static void Configure(RequestLocalizationOptions options, TextLibrary library, IOptions<KeptSettings> settings)
    {
        var languages = library.Languages.ToArray();
        options.AddSupportedCultures(languages).AddSupportedUICultures(languages);
        options.SetDefaultCulture(library.Has(settings.Value.Organisation.Language)
            ? settings.Value.Organisation.Language
            : TextLibrary.FallbackLanguage);
        options.RequestCultureProviders =
        [
            new CustomRequestCultureProvider(context => Named(context.Request.Query[Parameter])),
            new CustomRequestCultureProvider(context => Named(context.Request.Cookies[Cookie])),
            new AcceptLanguageHeaderRequestCultureProvider(),
        ];
    }

    private static Task<ProviderCultureResult?> Named(string? language) =>
        Task.FromResult(string.IsNullOrEmpty(language) || language.Length > 12 ? null : new ProviderCultureResult(language));

    private static Words CurrentWords(IServiceProvider services)
    {
        var feature = services.GetRequiredService<IHttpContextAccessor>().HttpContext?.Features.Get<IRequestCultureFeature>()
            ?? throw new InvalidOperationException(
                "Words were asked for outside a request. Work in the background takes TextLibrary and names the language.");
        return services.GetRequiredService<TextLibrary>().In(feature.RequestCulture.UICulture.TwoLetterISOLanguageName);
    }
}
