using Kept.Keys.ListKeys;
using Kept.Settings;
using Microsoft.Extensions.Options;

namespace Kept.Keys;

internal static class KeysServices
{
    public static IServiceCollection AddKeptKeys(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<KeylessSettings>().BindSettings(configuration.GetSection(KeylessSettings.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<KeylessSettings>, KeylessSettings.Check>().AddSingleton<KeylessRates>();
        services.AddSingleton<KeyRates>().AddSingleton<KeyUse>().AddSingleton<KeyEnds>();
        services.AddScoped<KeyCheck>().AddScoped<CurrentKey>();
        services.AddScoped<AddPartner.AddPartner>().AddScoped<MakeKey.MakeKey>().AddScoped<RevokeKey.RevokeKey>();
        services.AddScoped<ListKeys.ListKeys>().AddScoped<KeyWords>().AddScoped<DemoPartner.DemoPartner>();
        return services;
    }

    /// <summary>After routing, before everything that answers.</summary>
    public static WebApplication UseKeptKeys(this WebApplication app)
    {
        app.UseMiddleware<KeyGate>();
        return app;
    }
}
