using Kept.Open311.ShowServices;
using Kept.Settings;
using Microsoft.Extensions.Options;

namespace Kept.Open311;

internal static class Open311Services
{
    public static IServiceCollection AddKeptOpen311(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<Open311Settings>().BindSettings(configuration.GetSection(Open311Settings.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<Open311Settings>, Open311SettingsCheck>();
        services.AddScoped<PartnerGate>().AddScoped<PartnerUploads>().AddScoped<PartnerServices>().AddScoped<SeenCases>().AddScoped<ShownPhotos>().AddScoped<Discovery>();
        services.AddScoped<ServiceAttributes>().AddScoped<ShowServices.ShowServices>();
        services.AddScoped<FindRequests.RequestViews>().AddScoped<FindRequests.FindRequests>().AddScoped<FindUpdates.FindUpdates>().AddScoped<FindUpdates.UpdatePhotos>();
        services.AddScoped<SendRequest.SendRequest>().AddScoped<SendUpdate.SendUpdate>().AddScoped<SendUpdate.WorkUpdates>();
        return services;
    }
}
