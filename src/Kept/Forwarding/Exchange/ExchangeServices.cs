using Kept.Forwarding.Exchange.FollowForwards;
using Kept.Workers;

namespace Kept.Forwarding.Exchange;

internal static class ExchangeServices
{
    public static IServiceCollection AddForwardExchange(this IServiceCollection services)
    {
        services.AddScoped<TheirServer>().AddScoped<TheirUpdates>();
        services.AddScoped<ForwardMails>().AddScoped<NotGivenList>();
        services.AddScoped<TakeUpdate.TakeUpdate>().AddScoped<RetryForward.RetryForward>().AddScoped<ReadForwards.ReadForwards>();
        services.AddHostedService<ForwardingNotice>();
        services.AddPeriodicWork<SendForwards.SendForwards>();
        services.AddPeriodicWork<TellPartners.TellPartners>();
        services.AddPeriodicWork<FollowForwards.FollowForwards>();
        return services;
    }
}
