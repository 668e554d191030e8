using System.Text.Encodings.Web;
using System.Text.Unicode;
using Kept.Chrome.Errors;
using Kept.Chrome.Language;
using Kept.Chrome.Safety;
using Kept.Chrome.Theme;
using Kept.Chrome.Validation;
using Kept.Settings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;

namespace Kept.Chrome;

/// <summary>Everything a page needs around it: theme, bundles, language.</summary>
internal static class ChromeServices
{
    /// <summary>Forms are let through by the upload gate, up to its own limits.</summary>
    public const long MostBytesWithoutFiles = 2 * 1024 * 1024;

    private const string ForAYear = "public, max-age=31536000, immutable";

    public static IServiceCollection AddKeptChrome(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<KeptSettings>, ThemeCheck>();
        services.AddSingleton<IValidateOptions<KeptSettings>, LanguageCheck>();
        services.AddSingleton<AssetManifest>();
        services.AddSingleton<OrganisationTheme>();
        services.AddScoped<PageChrome>();
        services.AddRequestLanguage();
        services.AddValidationWords();
        services.Configure<MvcOptions>(options => options.Filters.Add<SessionGone>());
        services.Configure<MvcOptions>(options => options.Filters.Add<RefusedForm>());
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "kept-form";
            // Strict would leave the cookie behind when somebody comes from a link in a mail, and the new one made
            // for that page would spoil the forms in their other tabs.
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.SuppressXFrameOptionsHeader = true;
        });
        services.Configure<WebEncoderOptions>(options => // letters with accents stay letters in the page's source
            options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.Configure<KestrelServerOptions>(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = MostBytesWithoutFiles;
        });
        return services;
    }

    /// <summary>Files that need nothing of what follows: bundles and the theme.</summary>
    public static WebApplication UseKeptChrome(this WebApplication app)
    {
        app.UseTrustedProxies();
        app.UseSecurityHeaders();
        app.UseNoZeroCharacters();
        app.UseRequestLanguage();
        app.UseMiddleware<ErrorPages>();
        app.UseKnownMethods();
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = file =>
            {
                if (file.Context.Request.Path.StartsWithSegments(AssetManifest.Folder.TrimEnd('/')))
                {
                    file.Context.Response.Headers.CacheControl = ForAYear;
                }
            },
        });
        return app;
    }

    public static WebApplication MapKeptChrome(this WebApplication app)
    {
        foreach (var file in app.Services.GetRequiredService<OrganisationTheme>().Files)
        {
            app.MapGet(file.Path, (HttpContext context) =>
            {
                context.Response.Headers.CacheControl = ForAYear;
                return Results.Bytes(file.Content, file.Type);
            }).AllowAnonymous(); // pages that nobody has to sign in for look like the organisation's too
        }

        app.MapChooseLanguage();
        return app;
    }
}
