using Kept.Surveys.AnswerSurvey;
using Kept.Surveys.AskSurveys;
using Kept.Tracking.AskForCode;
using Kept.Tracking.SeeCase;
using Kept.Workers;

namespace Kept.Tracking;

internal static class TrackingServices
{
    public static IServiceCollection AddKeptTracking(this IServiceCollection services)
    {
        services.AddScoped<LinkedCases>().AddScoped<StopFollowing>().AddScoped<CaseThatGoesOn>().AddScoped<ResidentFiles>().AddScoped<ResidentCall>();
        services.AddScoped<AskForCode.AskForCode>().AddScoped<UseCode>().AddPeriodicWork<SendCodes>().AddPeriodicWork<ForgetCodes>();
        services.AddScoped<AnswerSurvey>().AddScoped<ReadSurvey>().AddPeriodicWork<AskSurveys>();
        return services;
    }
}
