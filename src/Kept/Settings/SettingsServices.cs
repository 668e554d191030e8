using Microsoft.Extensions.Options;

namespace Kept.Settings;

internal static class SettingsServices
{
    public static IServiceCollection AddKeptSettings(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<KeptSettings>().BindSettings(configuration.GetSection(KeptSettings.Section))
            .PostConfigure(settings => settings.PublicAddress = settings.PublicAddress is { Length: > 0 } set ? set : ListeningAddresses.First(configuration["urls"]))
            .ValidateOnStart();
        services.AddSingleton<UnknownSettings>();
        services.AddSingleton<IValidateOptions<KeptSettings>, KeptSettingsCheck>();
        services.AddSingleton<IValidateOptions<KeptSettings>>(new ListeningCheck(configuration));
        services.Insert(0, ServiceDescriptor.Singleton<IConfigureOptions<LoggerFilterOptions>>(new LogLevelCheck(configuration)));
        return services;
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
        else if (address.PathAndQuery != "/" || address.Fragment.Length > 0 || address.UserInfo.Length > 0)
        {
            mistakes.Add($"Kept:PublicAddress is \"{options.PublicAddress}\". Kept has to be at the root of its host: write scheme, host and port alone, such as \"{address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}\".");
        }

        if (options.CatalogueFolder.Length > 0 && !Directory.Exists(options.CatalogueFolder))
        {
            mistakes.Add($"Kept:CatalogueFolder is \"{options.CatalogueFolder}\", and there is no such folder. Name the folder with council.json, or leave it empty for the services shipped with Kept.");
        }

        mistakes.AddRange(options.Database.Mistakes());
        mistakes.AddRange(options.Organisation.Mistakes());
        mistakes.AddRange(options.Map.Mistakes());
        mistakes.AddRange(NodeRoles.Mistakes(options));
        mistakes.AddRange(options.SignInKeys.Mistakes());
        mistakes.AddRange(options.Goals.Mistakes());
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
