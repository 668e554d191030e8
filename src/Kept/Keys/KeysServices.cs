using Kept.Keys.ListKeys;

namespace Kept.Keys;

internal static class KeysServices
{
    public static IServiceCollection AddKeptKeys(this IServiceCollection services)
    {
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
