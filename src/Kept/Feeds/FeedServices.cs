namespace Kept.Feeds;

internal static class FeedServices
{
    public static IServiceCollection AddKeptFeeds(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<FeedSettings>().Bind(configuration.GetSection(FeedSettings.Section));
        return services.AddScoped<OwnFeeds.OwnFeeds>().AddScoped<ServeFeed.ServeFeed>().AddScoped<FeedDates>();
    }
}
