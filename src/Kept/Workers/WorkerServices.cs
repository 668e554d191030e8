namespace Kept.Workers;

internal static class WorkerServices
{
    /// <summary>Lets the program do this work for as long as it runs.</summary>
    public static IServiceCollection AddPeriodicWork<TWork>(this IServiceCollection services)
        where TWork : class, IPeriodicWork
    {
        services.AddScoped<TWork>();
        services.AddSingleton<WorkBell<TWork>>();
        services.AddSingleton(new RegisteredWork(typeof(TWork)));
        return services.AddHostedService<WorkLoop<TWork>>();
    }
}

/// <summary>A kind of work that has been registered, for those who run it by hand.</summary>
internal sealed record RegisteredWork(Type Work);
