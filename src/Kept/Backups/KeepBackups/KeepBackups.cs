using System.Globalization;
using Kept.Backups.MakeBackup;
using Kept.Workers;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;

namespace Kept.Backups.KeepBackups;

/// <summary>Makes backups by the setting, and lets the oldest go once a newer one has been made and read again.</summary>
internal sealed class KeepBackups(MakeBackup.MakeBackup make, IOptions<BackupSettings> settings, IClock clock) : IPeriodicWork
{
    private const string Beginning = "kept-";
    private const string Pattern = Beginning + "*" + BackupPlace.ArchiveEnding;

    private static readonly InstantPattern Stamp = InstantPattern.Create("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    public Duration Pause { get; } = Duration.FromMinutes(5);

    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var folder = settings.Value.Folder;
        if (folder.Length == 0)
        {
            return 0;
        }

        var now = clock.GetCurrentInstant();
        if (Made(folder).FirstOrDefault() is { } newest && newest.At + Duration.FromHours(settings.Value.EveryHours) > now)
        {
            return 0;
        }

        var path = Path.Combine(folder, Beginning + MakeBackup.MakeBackup.StampOf(now) + BackupPlace.ArchiveEnding);
        if (await make.HandleAsync(new MakeBackupInput(path, Scheduled: true), cancellationToken) is not BackupOutcome.Made)
        {
            return 0; // it is in the log and on the status page, and tried again after the pause
        }

        foreach (var old in Made(folder).Skip(settings.Value.Keep))
        {
            File.Delete(old.Path);
        }

        foreach (var cutOff in Of(Directory.EnumerateDirectories(folder, Pattern + BackupPlace.WorkshopEnding)))
        {
            Directory.Delete(cutOff.Path, recursive: true);
        }

        return 1;
    }

    /// <summary>Those of ours in the folder, the newest first; other files are nobody's business here.</summary>
    private static List<Archive> Made(string folder) => Directory.Exists(folder) ? Of(Directory.EnumerateFiles(folder, Pattern)) : [];

    private static List<Archive> Of(IEnumerable<string> paths)
    {
        var found = from path in paths
                    let name = Path.GetFileName(path)
                    let at = Stamp.Parse(name[Beginning.Length..name.IndexOf(BackupPlace.ArchiveEnding, StringComparison.OrdinalIgnoreCase)])
                    where at.Success
                    orderby at.Value descending
                    select new Archive(path, at.Value);
        return [.. found];
    }

    private sealed record Archive(string Path, Instant At);
}
