using Kept.Desk.CasePage;
using Kept.Desk.Live;
using Kept.Desk.Overview.CasesBehind;
using Kept.Desk.Presence;
using Kept.Desk.Queue;
using Kept.Desk.Rang;
using Kept.Desk.Search;
using Kept.Workers;

namespace Kept.Desk;

/// <summary>Registers where agents work.</summary>
internal static class DeskServices
{
    public static IServiceCollection AddKeptDesk(this IServiceCollection services)
    {
        services.AddScoped<DeskTime>();
        services.AddScoped<ReadQueue>().AddScoped<CountQueue>().AddScoped<FindCases>().AddScoped<ReadCallers>().AddScoped<CasesBehind>();
        services.AddScoped<ReadCase>().AddScoped<ReadTimeline>().AddScoped<PromiseConflicts>().AddScoped<FormUploads>();
        services.AddScoped<Viewers>().AddScheduledWork<ForgetViewers>();
        services.AddSingleton<LiveUpdates>();
        return services;
    }

    public static void MapKeptDesk(this IEndpointRouteBuilder routes) => routes.MapLive();
}
