using Kept.Files.Upload;
using Kept.Settings;
using Kept.Workers;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Kept.Files;

internal static class FileServices
{
    private const long SpareBytes = 256 * 1024 * 1024;

    public static IServiceCollection AddKeptFiles(this IServiceCollection services)
    {
        services.AddSingleton(FileLimits.Default);
        services.AddSingleton<FileInspector>();
        services.AddSingleton(provider => new FileStore(
            provider.GetRequiredService<IOptions<KeptSettings>>().Value.FullFilesFolder, SpareBytes));
        services.AddScoped<SharedFolder>();
        services.AddSingleton<FileIntake>();
        services.AddPeriodicWork<FetchMedia.FetchMedia>();
        services.AddScheduledWork<SweepFiles.SweepFiles>();
        services.Configure<FormOptions>(form => form.MultipartBodyLengthLimit = FileLimits.Default.MaxRequestBytes);
        return services;
    }

    /// <summary>To stand before anything that reads forms.</summary>
    public static IApplicationBuilder UseUploadGate(this IApplicationBuilder app) => app.UseMiddleware<UploadGate>();
}
