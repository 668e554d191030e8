using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Settings;

internal static class SettingsServices
{
    public static IServiceCollection AddKeptSettings(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<KeptSettings>().Bind(configuration.GetSection(KeptSettings.Section))
            .PostConfigure(settings => settings.PublicAddress = settings.PublicAddress is { Length: > 0 } set ? set : FirstAddress(configuration["urls"]))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<KeptSettings>, KeptSettingsCheck>();
        return services;
    }

    /// <summary>Of "http://*:8080;https://…", as a browser on this machine would write it.</summary>
    private static string FirstAddress(string? urls)
    {
        const string Usual = "http://127.0.0.1:5080";
        if (urls?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() is not { } first)
        {
            return Usual;
        }

        var address = BindingAddress.Parse(first);
        var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : address.Host;
        return new UriBuilder(address.Scheme, host, address.Port).Uri.GetLeftPart(UriPartial.Authority);
    }
}

/// <summary>An invalid setting stops the start with a sentence that names it.</summary>
internal sealed class KeptSettingsCheck : IValidateOptions<KeptSettings>
{
    public ValidateOptionsResult Validate(string? name, KeptSettings options)
    {
        var mistakes = new List<string>();
        if (string.IsNullOrWhiteSpace(options.DataFolder))
        {
            mistakes.Add("Kept:DataFolder is empty. Name a folder in which Kept may write, such as \"data\".");
        }

        if (!Uri.TryCreate(options.PublicAddress, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            mistakes.Add($"Kept:PublicAddress is \"{options.PublicAddress}\". Write the address residents use, such as \"https://report.example.org\".");
        }

        if (options.Database.Provider is not (DatabaseSettings.SqliteName or DatabaseSettings.Postgres))
        {
            mistakes.Add($"Kept:Database:Provider is \"{options.Database.Provider}\". Write \"SQLite\" or \"PostgreSQL\".");
        }
        else if (options.Database.IsPostgres && options.Database.ConnectionString.Length == 0)
        {
            mistakes.Add("Kept:Database:ConnectionString is empty. PostgreSQL needs one, such as \"Host=db;Database=kept;Username=kept;Password=…\".");
        }

        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(options.Organisation.TimeZone) is null)
        {
            mistakes.Add($"Kept:Organisation:TimeZone is \"{options.Organisation.TimeZone}\". Write an IANA name such as \"Europe/London\".");
        }

        mistakes.AddRange(NodeRoles.Mistakes(options));
        mistakes.AddRange(options.SignInKeys.Mistakes());
        mistakes.AddRange(options.Goals.Mistakes());
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
