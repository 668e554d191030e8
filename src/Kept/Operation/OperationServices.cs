using Kept.Operation.Examine;
using Kept.Operation.Examine.Checks;
using Kept.Operation.Health;
using Kept.Telemetry;
using Kept.Workers;

namespace Kept.Operation;

/// <summary>Registers what those need who keep Kept running.</summary>
internal static class OperationServices
{
    public static IServiceCollection AddKeptOperation(this IServiceCollection services)
    {
        services.AddScoped<ReadVitals.ReadVitals>().AddScoped<Examine.Examine>();
        services.AddScoped<ReadStatus.ReadStatus>().AddScoped<SendAgain.SendAgain>().AddScoped<GiveAgain.GiveAgain>();
        services.AddScoped<ICheck, FolderCheck>().AddScoped<ICheck, DatabaseCheck>().AddScoped<ICheck, IntegrityCheck>();
        services.AddScoped<OrganisationCheck>().AddScoped<ICheck>(provider => provider.GetRequiredService<OrganisationCheck>());
        services.AddScoped<ICheck, ClockCheck>().AddScoped<ICheck, WorkCheck>().AddScoped<ICheck, MailCheck>().AddScoped<ICheck, UploadCheck>();
        services.AddScoped<ICheck, CountsCheck>().AddScoped<ICheck, PartnerCheck>().AddScoped<ICheck, BackupCheck>().AddScoped<ICheck, KeysCheck>();
        services.AddSingleton<Readiness>().AddSingleton<VitalMeters>();
        services.AddScoped<IBeforeMetrics, VitalsBeforeMetrics>();
        services.AddHostedService<ReportWork.LeaveReports>();
        services.AddPeriodicWork<ReportWork.ReportWork>();
        services.AddPeriodicWork<MeasureVitals.MeasureVitals>();
        return services;
    }
}
