using Kept.Cases.Notices;
using Kept.Cases.Timeline;
using Kept.Promises;
using Kept.Surveys;
using Kept.Workers;

namespace Kept.Cases;

internal static class CaseServices
{
    public static IServiceCollection AddKeptCases(this IServiceCollection services)
    {
        services.AddSingleton<PromiseMakers>();
        services.AddScoped<CaseFiles>().AddScoped<CaseSaving>().AddScoped<OvertakenNotices>().AddScoped<NoticePost>().AddScoped<StaffPost>().AddScoped<SurveyPlanner>();
        services.AddScoped<ReceiveCase.ReceiveCase>().AddScoped<FollowCase.FollowCase>().AddScoped<AddInformation.AddInformation>();
        services.AddScoped<WithdrawCase.WithdrawCase>().AddScoped<ReopenCase.ReopenCase>().AddScoped<CloseCase.CloseCase>().AddScoped<CloseCase.UndoClose>();
        services.AddScoped<RecordVisit.RecordVisit>().AddScoped<EndStage.EndStage>();
        services.AddScoped<PauseCase.PauseCase>().AddScoped<PauseCase.ResumeCase>();
        services.AddScoped<RevisePromise.RevisePromise>().AddScoped<MakePromise.MakePromise>().AddScoped<MakePromise.KeepPromise>();
        services.AddScoped<MergeCase.MergeCase>().AddScoped<MergeCase.UnmergeCase>();
        services.AddScoped<HandOver.TakeCase>().AddScoped<HandOver.HandOver>();
        services.AddScoped<LogContact.LogContact>().AddScoped<LogContact.MarkContact>();
        services.AddScoped<CorrectFollower.CorrectFollower>().AddScoped<RetryMessage.RetryMessage>();
        services.AddScoped<WriteToResident.WriteToResident>().AddScoped<AddNote.AddNote>();
        services.AddScoped<ProposeWords.ProposeWords>().AddScoped<DecideProposal.DecideProposal>();
        services.AddPeriodicWork<ForgetSubmissionKeys.ForgetSubmissionKeys>();
        services.AddScoped<CaseRequestReader>().AddScoped<CaseUploads>().AddScoped<ProgramReports>().AddScoped<PublicCases>().AddScoped<PublicTimeline>();
        return services;
    }
}
