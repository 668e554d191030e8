using Kept.Settings;
using Microsoft.Extensions.Options;

namespace Kept.Forwarding;

internal static class ForwardingServices
{
    public static IServiceCollection AddForwardPlanning(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ForwardingSettings>().BindSettings(configuration.GetSection(ForwardingSettings.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ForwardingSettings>, ForwardingSettingsCheck>();
        return services.AddScoped<ForwardPlanner>().AddSingleton<SaveOwnUpdates>();
    }
}

/// <summary>An invalid setting stops the start with a sentence that names it.</summary>
internal sealed class ForwardingSettingsCheck : IValidateOptions<ForwardingSettings>
{
    public ValidateOptionsResult Validate(string? name, ForwardingSettings options)
    {
        var mistakes = options.Mistakes().ToList();
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
