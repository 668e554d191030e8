using Kept.Reports.AnswerQuestion;
using Kept.Reports.CheckAnswers;
using Kept.Reports.IsItOneOfThese;
using Kept.Workers;

namespace Kept.Reports;

internal static class ReportServices
{
    public static IServiceCollection AddKeptReports(this IServiceCollection services)
    {
        services.AddScoped<Drafts>().AddScoped<FreeSlots>().AddScoped<FileAnswer>();
        services.AddScoped<StartReport.StartReport>().AddScoped<AnswerQuestion.AnswerQuestion>().AddScoped<AddFiles>().AddScoped<RemoveFile>();
        services.AddScoped<GiveDetails.GiveDetails>().AddScoped<SendReport>();
        services.AddScoped<SimilarCases>().AddScoped<SimilarCards>().AddScoped<FollowInstead>().AddScoped<NoneOfThese>().AddScoped<SimilarAtPlace>();
        services.AddScheduledWork<SweepDrafts.SweepDrafts>();
        return services;
    }
}
