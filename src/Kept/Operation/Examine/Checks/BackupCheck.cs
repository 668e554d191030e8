using Kept.Backups;
using Kept.Staff.StartUp;
using Kept.Storage;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Operation.Examine.Checks;

/// <summary>Whether there is a backup that is young enough.</summary>
internal sealed class BackupCheck(KeptDb db, IOptions<BackupSettings> settings, StaffStart staff, IClock clock) : ICheck
{
    /// <summary>Where no setting says how often.</summary>
    private static readonly Duration Usual = Duration.FromDays(2);

    public string Name => "backup";

    public bool NeedsDatabase => true;

    public Depth From => Depth.Quick;

    public async Task<IReadOnlyList<Finding>> LookAsync(Depth depth, CancellationToken cancellationToken)
    {
        var allowed = settings.Value.Folder.Length > 0 ? Duration.FromHours(2 * settings.Value.EveryHours) : Usual;
        var last = await BackupLog.LastAsync(db, cancellationToken);
        var finding = last is null && await staff.IsDemoAsync(cancellationToken) ? new Finding(Name, Severity.Good, "demo")
            : last is null ? Finding.Attention(Name, "never")
            : last.At < clock.GetCurrentInstant() - allowed ? Finding.Attention(Name, "old", ("at", last.At.ToString()))
            : Finding.Good(Name, ("at", last.At.ToString()));
        return await BackupLog.LastFailureAsync(db, last, cancellationToken) is { } failed ? [Finding.Attention(Name, "notMade", ("at", failed.ToString())), finding] : [finding];
    }
}
