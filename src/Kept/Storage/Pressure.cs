using Microsoft.Extensions.Options;

namespace Kept.Storage;

/// <summary>The section <c>Pressure</c>: from when on new work is refused, before anything of it is taken.</summary>
internal sealed class PressureSettings
{
    public const string Section = "Pressure";

    /// <summary>How many saves may wait for the database.</summary>
    public int MostWaiting { get; set; } = 500;

    /// <summary>How many seconds the longest of them may have waited.</summary>
    public double LongestWait { get; set; } = 3;

    /// <summary>What stays free on the disk of the data folder; on small disks 2 of a hundred are enough.</summary>
    public int SpareMegabytes { get; set; } = 64;
}

internal sealed class PressureSettingsCheck : IValidateOptions<PressureSettings>
{
    public ValidateOptionsResult Validate(string? name, PressureSettings options) =>
        options.MostWaiting < 1 ? ValidateOptionsResult.Fail($"Pressure:MostWaiting is {options.MostWaiting}. Write a number from 1 up.")
        : options.LongestWait is not (> 0 and <= 600) ? ValidateOptionsResult.Fail($"Pressure:LongestWait is {options.LongestWait}. Write seconds, up to 600.")
        : options.SpareMegabytes < 0 ? ValidateOptionsResult.Fail($"Pressure:SpareMegabytes is {options.SpareMegabytes}. Write a number from 0 up.")
        : ValidateOptionsResult.Success;
}

/// <summary>Why no new work is taken.</summary>
public enum PressureReason
{
    None,
    TooManyWait,
    TooSlow,
    DiskFull,
}

/// <summary>Knows which saves wait, and whether there is room: whoever would start something new asks first.</summary>
internal sealed class Pressure(IOptions<PressureSettings> settings, DataFolder folder)
{
    private const long Megabyte = 1_000_000;
    private const int SecondsWhenBusy = 5;
    private const int SecondsWhenFull = 60;

    private readonly Lock gate = new();
    private readonly LinkedList<long> begun = [];

    public int Waiting
    {
        get
        {
            lock (gate)
            {
                return begun.Count;
            }
        }
    }

    /// <summary>Seconds after which trying again has a chance: a queue passes soon, a full disk has to be seen to.</summary>
    public static int RetryAfter(PressureReason why) => why == PressureReason.DiskFull ? SecondsWhenFull : SecondsWhenBusy;

    /// <summary>A save begins; to be told when it ends.</summary>
    public LinkedListNode<long> Begin()
    {
        lock (gate)
        {
            return begun.AddLast(TimeProvider.System.GetTimestamp());
        }
    }

    public TimeSpan End(LinkedListNode<long> save)
    {
        lock (gate)
        {
            begun.Remove(save);
        }

        return TimeProvider.System.GetElapsedTime(save.Value);
    }

    /// <summary>Null while new work is taken.</summary>
    public PressureReason? Refuses() => Now() is not PressureReason.None and var why ? why : null;

    public PressureReason Now()
    {
        lock (gate)
        {
            if (begun.Count > settings.Value.MostWaiting)
            {
                return PressureReason.TooManyWait;
            }

            if (begun.First is { } oldest && TimeProvider.System.GetElapsedTime(oldest.Value).TotalSeconds > settings.Value.LongestWait)
            {
                return PressureReason.TooSlow;
            }
        }

        var disk = new DriveInfo(folder.FullPath);
        var spare = Math.Min(settings.Value.SpareMegabytes * Megabyte, disk.TotalSize / 50);
        return disk.AvailableFreeSpace < spare ? PressureReason.DiskFull : PressureReason.None;
    }
}
