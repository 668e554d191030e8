using Kept.Settings;
using Microsoft.Extensions.Options;

namespace Kept.Catalogue.TakeIntoUse;

/// <summary>
/// Takes changed files into use without a restart, on nodes that work, and picks up what another process took into use. A file that is just
/// being written shows as a mistake at worst, which leaves everything as it was.
/// </summary>
internal sealed partial class CatalogueWatcher(
    IServiceScopeFactory scopes, CatalogueInUse inUse, IOptions<KeptSettings> settings, TimeProvider time, ILogger<CatalogueWatcher> log)
    : BackgroundService
{
    /// <summary>Editors and copies write several times; wait until it has been quiet for so long.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim changed = new(0);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var files = settings.Value.DoesWork ? Watch(CatalogueStart.FolderOf(settings.Value)) : null;
        if (settings.Value.DoesWork)
        {
            // A file may have changed between the start and the watch.
            changed.Release();
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await changed.WaitAsync(LookEvery, stoppingToken))
                {
                    do
                    {
                        await Task.Delay(Quiet, time, stoppingToken);
                    }
                    while (HasChangedMeanwhile());

                    await TakeAsync(stoppingToken);
                }

                await inUse.RefreshAsync(stoppingToken);
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(problem);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    public override void Dispose()
    {
        changed.Dispose();
        base.Dispose();
    }

    /// <summary>One save is several events, and many saves many: all of them are one change.</summary>
    private bool HasChangedMeanwhile()
    {
        var any = false;
        while (changed.Wait(TimeSpan.Zero))
        {
            any = true;
        }

        return any;
    }

    private async Task TakeAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var taking = await scope.ServiceProvider.GetRequiredService<TakeCatalogueIntoUse>()
            .RunAsync(CatalogueStart.FolderOf(settings.Value), cancellationToken);
        CatalogueStart.LogOutcome(taking, log);
    }

    private FileSystemWatcher? Watch(string folder)
    {
        try
        {
            var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true, Filters = { "*.json", "*.ics" } };
            watcher.Changed += (_, _) => changed.Release();
            watcher.Created += (_, _) => changed.Release();
            watcher.Deleted += (_, _) => changed.Release();
            watcher.Renamed += (_, _) => changed.Release();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception problem) when (problem is IOException or ArgumentException)
        {
            LogNotWatched(problem, folder);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The changed catalogue could not be taken into use; the earlier one goes on.")]
    private partial void LogFailed(Exception problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The folder {Folder} cannot be watched. After a change, run: kept catalogue reload")]
    private partial void LogNotWatched(Exception problem, string folder);
}
