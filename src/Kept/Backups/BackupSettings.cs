using Microsoft.Extensions.Options;

namespace Kept.Backups;

/// <summary>The section <c>Backups</c>: backups that the program makes by itself.</summary>
internal sealed class BackupSettings
{
    public const string Section = "Backups";

    /// <summary>Where they are written; empty for none.</summary>
    public string Folder { get; set; } = "";

    /// <summary>Hours from one to the next.</summary>
    public int EveryHours { get; set; } = 24;

    /// <summary>How many of them stay.</summary>
    public int Keep { get; set; } = 14;

    /// <summary>Where pg_dump and pg_restore are; empty to look for them as the system does.</summary>
    public string PostgresTools { get; set; } = "";
}

internal sealed class BackupSettingsCheck : IValidateOptions<BackupSettings>
{
    public ValidateOptionsResult Validate(string? name, BackupSettings options)
    {
        var mistakes = new List<string>();
        if (options.EveryHours is < 1 or > 8760)
        {
            mistakes.Add($"Backups:EveryHours is {options.EveryHours}. Write a number of hours from 1 to 8760.");
        }

        if (options.Keep is < 1 or > 10_000)
        {
            mistakes.Add($"Backups:Keep is {options.Keep}. Write how many backups stay, from 1 to 10000.");
        }

        if (options.PostgresTools.Length > 0 && !Directory.Exists(options.PostgresTools))
        {
            mistakes.Add($"Backups:PostgresTools is \"{options.PostgresTools}\", which is no folder. Write the folder of pg_dump, or leave it empty.");
        }

        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
