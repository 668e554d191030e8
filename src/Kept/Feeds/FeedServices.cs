using Kept.Settings;

namespace Kept.Feeds;

internal static class FeedServices
{
    public static IServiceCollection AddKeptFeeds(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<FeedSettings>().BindSettings(configuration.GetSection(FeedSettings.Section)).ValidateOnStart();
        return services.AddScoped<OwnFeeds.OwnFeeds>().AddScoped<ServeFeed.ServeFeed>().AddScoped<FeedDates>();
    }
}
