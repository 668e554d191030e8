using Kept.Settings;
using Microsoft.Extensions.Options;

namespace Kept.Backups;

/// <summary>How the database gets into a backup and back; each of the two has its own way.</summary>
internal abstract class DatabaseCopy
{
    /// <summary>How copies of databases are called, and the lists of uploads beside them.</summary>
    public const string Names = "kept-*";
    public const string ListNames = "uploads-*";

    /// <summary>"SQLite" or "PostgreSQL".</summary>
    public abstract string Provider { get; }

    /// <summary>Behind the dot.</summary>
    public abstract string Ending { get; }

    /// <summary>A program that is needed and not on this machine.</summary>
    public virtual string? MissingTool => null;

    public static DatabaseCopy Of(IServiceProvider services)
    {
        var database = services.GetRequiredService<IOptions<KeptSettings>>().Value.ResolvedDatabase;
        return database.IsPostgres
            ? new PostgresCopy(database.ConnectionString, services.GetRequiredService<IOptions<BackupSettings>>().Value.PostgresTools)
            : new SqliteCopy(database.ConnectionString);
    }

    /// <summary>Copies the database as it is at one moment, while others go on writing, and looks through the copy.</summary>
    /// <param name="path">A file that is not there yet.</param>
    /// <param name="progress">Hears how much of a hundred is done.</param>
    public abstract Task<CopyOutcome> CopyAsync(string path, Action<int>? progress, CancellationToken cancellationToken);

    /// <summary>What is wrong with a copy; null for nothing.</summary>
    public abstract Task<string?> FaultOfAsync(string path, CancellationToken cancellationToken);

    /// <summary>Whether there is a database with something in it.</summary>
    public abstract Task<bool> HasDataAsync(CancellationToken cancellationToken);

    /// <summary>Whether a program is connected with it that is not seen on this machine.</summary>
    public abstract Task<bool> IsUsedElsewhereAsync(CancellationToken cancellationToken);

    /// <summary>Puts a copy in place of what is there: wholly or not at all.</summary>
    /// <param name="path">The copy, which may be moved.</param>
    /// <param name="aside">A folder for what was there before.</param>
    /// <param name="stamp">Tells this attempt from all others; letters and digits.</param>
    /// <exception cref="ToolFailedException">The tool of the database refused.</exception>
    public abstract Task PutBackAsync(string path, string aside, string stamp, CancellationToken cancellationToken);

    /// <summary>
    /// After <see cref="PutBackAsync"/> failed or was cut off: true when the copy is in place, false when what was there before is.
    /// </summary>
    /// <exception cref="ToolFailedException">That cannot be told at this moment.</exception>
    public abstract Task<bool> SettleAsync(string path, string aside, string stamp, CancellationToken cancellationToken);
}

/// <summary>What came of copying a database.</summary>
internal abstract record CopyOutcome
{
    private CopyOutcome()
    {
    }

    /// <param name="Uploads">The files that the copy names.</param>
    internal sealed record Copied(int SchemaStep, IReadOnlyList<BackupFile> Uploads) : CopyOutcome;

    /// <summary>There is no database of Kept.</summary>
    internal sealed record NothingThere : CopyOutcome;

    /// <summary>A program that is needed is not on this machine.</summary>
    internal sealed record ToolMissing(string Tool) : CopyOutcome;

    /// <summary>The copy, and so most likely the database, is damaged.</summary>
    internal sealed record Damaged(string Fault) : CopyOutcome;
}

/// <summary>A tool of the database ended with an error; the message is what it said.</summary>
internal sealed class ToolFailedException(string message) : Exception(message);
