using Kept.Nodes;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Kept.Workers;

internal static class WorkerServices
{
    /// <summary>
    /// Lets the program do this work for as long as it runs: every node that works, side by side. Each takes rows that no
    /// other has in hand.
    /// </summary>
    public static IServiceCollection AddPeriodicWork<TWork>(this IServiceCollection services)
        where TWork : class, IPeriodicWork
    {
        services.AddWorkJournal();
        services.AddScoped<TWork>();
        services.AddSingleton<WorkBell<TWork>>();
        services.AddSingleton(new RegisteredWork(typeof(TWork)));
        return services.AddHostedService<WorkLoop<TWork>>();
    }

    /// <summary>Lets one node at a time do this work, every <see cref="IPeriodicWork.Pause"/>.</summary>
    public static IServiceCollection AddScheduledWork<TWork>(this IServiceCollection services)
        where TWork : class, IPeriodicWork
    {
        services.AddWorkJournal();
        services.AddScoped<TWork>();
        services.AddSingleton(provider => new WorkBell<TWork>(provider.GetService<NodeWire>(), isQueue: false));
        services.AddSingleton(new RegisteredWork(typeof(TWork), IsScheduled: true));
        return services.AddHostedService<WorkSchedule>();
    }

    private static void AddWorkJournal(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton<WorkMeters>();
        services.TryAddSingleton<WorkJournal>();
        services.TryAddSingleton<WakeWork>();
    }
}

/// <summary>A kind of work that has been registered, for those who run it by hand.</summary>
/// <param name="IsScheduled">Once per installation, by the schedule; otherwise by a loop on every node that works.</param>
internal sealed record RegisteredWork(Type Work, bool IsScheduled = false)
{
    public string Name => Work.Name;

    /// <summary>Null for work that only tests run.</summary>
    public IWorkBell? BellIn(IServiceProvider services) => (IWorkBell?)services.GetService(typeof(WorkBell<>).MakeGenericType(Work));
}
