using Kept.Desk.Queue;
using Kept.Desk.Search;

namespace Kept.Desk;

/// <summary>Registers where agents work.</summary>
internal static class DeskServices
{
    public static IServiceCollection AddKeptDesk(this IServiceCollection services)
    {
        services.AddScoped<DeskTime>();
        services.AddScoped<ReadQueue>().AddScoped<CountQueue>().AddScoped<FindCases>();
        return services;
    }
}
