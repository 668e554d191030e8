using Kept.Webhooks.ManageWebhooks;
using Kept.Webhooks.SendDueTurns;
using Kept.Workers;

namespace Kept.Webhooks;

internal static class WebhookServices
{
    public static IServiceCollection AddKeptWebhooks(this IServiceCollection services)
    {
        services.AddSingleton<WebhooksInUse>().AddSingleton<SaveTurns>();
        services.AddScoped<ClaimDueTurns>().AddScoped<RecordAnswer>().AddScoped<WebhookMails>();
        services.AddScoped<ReadWebhooks.ReadWebhooks>();
        services.AddScoped<CheckTerms>().AddScoped<WebhookRest>().AddScoped<ManageWebhooks.ManageWebhooks>().AddScoped<ReplayTurns.ReplayTurns>();
        services.AddPeriodicWork<SendDueTurns.SendDueTurns>();
        services.AddScheduledWork<EndTurns.EndTurns>();
        return services.AddScheduledWork<SweepDeliveries.SweepDeliveries>();
    }
}
