using Kept.Settings;
using Microsoft.Extensions.Options;

namespace Kept.Outside;

internal static class OutsideServices
{
    public static IServiceCollection AddOutsideCalls(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OutsideSettings>().BindSettings(configuration.GetSection(OutsideSettings.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OutsideSettings>, OutsideSettingsCheck>();
        services.AddSingleton<INameResolver, SystemNames>();
        return services.AddSingleton<OutsideCalls>();
    }
}
