using Kept.Settings;
using Kept.Workers;
using Microsoft.Extensions.Options;

namespace Kept.Backups;

internal static class BackupServices
{
    public static IServiceCollection AddKeptBackups(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BackupSettings>().BindSettings(configuration.GetSection(BackupSettings.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<BackupSettings>, BackupSettingsCheck>();
        services.AddScoped(DatabaseCopy.Of).AddScoped<CheckBackup>().AddScoped<BackupLog>();
        services.AddScoped<MakeBackup.MakeBackup>().AddScoped<RestoreBackup.RestoreBackup>();
        services.AddScoped<ExportAll.ExportAll>().AddScoped<ImportAll.ImportAll>();
        services.AddScheduledWork<KeepBackups.KeepBackups>();
        return services;
    }
}
