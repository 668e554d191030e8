using Kept.Workers;

namespace Kept.Promises.WatchPromises;

internal static class PromiseWatch
{
    public static IServiceCollection AddKeptPromiseWatch(this IServiceCollection services) => services.AddPeriodicWork<WatchPromises>();
}
