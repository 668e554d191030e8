using Kept.Catalogue.TakeIntoUse;

namespace Kept.Catalogue;

internal static class CatalogueServices
{
    public static IServiceCollection AddKeptCatalogue(this IServiceCollection services)
    {
        services.AddSingleton<CatalogueFiles>();
        services.AddSingleton<CatalogueInUse>();
        services.AddScoped<TakeCatalogueIntoUse>();
        services.AddScoped<CatalogueStart>();
        services.AddHostedService<CatalogueWatcher>();
        return services;
    }
}
