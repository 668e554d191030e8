using Kept.Workers;

namespace Kept.Counts;

internal static class CountServices
{
    public static IServiceCollection AddKeptCounts(this IServiceCollection services)
    {
        services.AddSingleton<CaseCounting>().AddSingleton<FoldedFigures>();
        services.AddScoped<ReadCounts>().AddScoped<RecountOverview.RecountOverview>().AddSingleton<RecountOverview.ReadFacts>();
        return services.AddPeriodicWork<FoldCounts.FoldCounts>();
    }
}
