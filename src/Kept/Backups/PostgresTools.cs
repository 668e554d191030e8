using System.Diagnostics;
using Npgsql;

namespace Kept.Backups;

/// <summary>
/// pg_dump, pg_restore and psql, told by their environment where the database is: a password is on no command line.
/// </summary>
/// <param name="folder">Where they are; empty to look as the system does.</param>
internal sealed class PostgresTools(string connectionString, string folder)
{
    public const string Dump = "pg_dump";
    public const string Restore = "pg_restore";
    public const string Shell = "psql";

    /// <summary>Made at the end of what psql reads: it is there only when nothing was cut off.</summary>
    private const string Whole = "pg_temp.kept_read_to_the_end";

    private readonly NpgsqlConnectionStringBuilder settings = new(connectionString);

    public static string Nowhere => OperatingSystem.IsWindows() ? "NUL" : "/dev/null";

    private string DatabaseName => settings.Database ?? settings.Username ?? "";

    /// <summary>Null where it is not on this machine.</summary>
    public string? Find(string tool)
    {
        var folders = folder.Length > 0 ? [folder] : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.Where(place => place.Length > 0)
            .SelectMany(place => new[] { Path.Combine(place, tool), Path.Combine(place, tool + ".exe") })
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Reads a dump through to its end, without a database.</summary>
    /// <exception cref="ToolFailedException">It ended with an error, and said this.</exception>
    public Task ReadAsync(string dump, CancellationToken cancellationToken) =>
        RunAsync(Start(Restore, [$"--file={Nowhere}", dump], at: null), cancellationToken);

    /// <summary>Dumps the database of the server that a connection is with.</summary>
    /// <exception cref="ToolFailedException">It ended with an error, and said this.</exception>
    public Task DumpAsync(string path, string? snapshot, NpgsqlConnection at, CancellationToken cancellationToken) => RunAsync(
        Start(Dump, ["--format=custom", .. snapshot is null ? Array.Empty<string>() : [$"--snapshot={snapshot}"], $"--file={path}", "--no-password", "--dbname", DatabaseName], at),
        cancellationToken);

    /// <summary>
    /// Carries out <paramref name="before"/>, everything in the dump and <paramref name="after"/>, in one transaction: all of it
    /// is done or nothing, also when any of the programs is killed.
    /// </summary>
    /// <exception cref="ToolFailedException">One of the two ended with an error, and said this.</exception>
    public async Task LoadAsync(string dump, string before, string after, NpgsqlConnection at, CancellationToken cancellationToken)
    {
        using var writing = Start(
            Shell,
            [
                "--no-psqlrc", "--quiet", "--no-password", $"--output={Nowhere}", "--set=ON_ERROR_STOP=1", "--set=VERBOSITY=terse", "--single-transaction",
                "--dbname", DatabaseName, "--command", before, "--file=-", "--command", $"DROP TABLE {Whole}", "--command", "RESET search_path", "--command", after,
            ],
            at);
        using var reading = Start(Restore, ["--no-owner", "--no-privileges", "--exit-on-error", "--file=-", dump], at: null);
        try
        {
            var (written, read) = (writing.StandardError.ReadToEndAsync(cancellationToken), reading.StandardError.ReadToEndAsync(cancellationToken));
            var isRead = await FeedAsync(reading, writing, cancellationToken);
            await writing.WaitForExitAsync(cancellationToken);
            if (isRead)
            {
                FailOn(reading, await read);
            }

            FailOn(writing, await written);
        }
        finally
        {
            End(reading);
            End(writing);
        }
    }

    /// <summary>False where psql ended before it had read everything; it says why.</summary>
    private static async Task<bool> FeedAsync(Process reading, Process writing, CancellationToken cancellationToken)
    {
        try
        {
            await reading.StandardOutput.BaseStream.CopyToAsync(writing.StandardInput.BaseStream, cancellationToken);
            await reading.WaitForExitAsync(cancellationToken);
            if (reading.ExitCode == 0)
            {
                await writing.StandardInput.WriteLineAsync($"\nCREATE TEMPORARY TABLE {Whole} ();".AsMemory(), cancellationToken);
            }

            writing.StandardInput.Close();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task RunAsync(Process started, CancellationToken cancellationToken)
    {
        using var process = started;
        try
        {
            process.StandardInput.Close();
            var (said, _) = (process.StandardError.ReadToEndAsync(cancellationToken), process.StandardOutput.ReadToEndAsync(cancellationToken));
            await process.WaitForExitAsync(cancellationToken);
            FailOn(process, await said);
        }
        finally
        {
            End(process);
        }
    }

    private Process Start(string tool, IEnumerable<string> arguments, NpgsqlConnection? at)
    {
        var start = new ProcessStartInfo(Find(tool) ?? throw new ToolFailedException($"{tool} is not on this machine"), arguments)
        {
            RedirectStandardError = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        if (at is not null)
        {
            PostgresEnvironment.Set(start.Environment, at, settings);
        }

        return Process.Start(start)!;
    }

    private static void FailOn(Process process, string said)
    {
        if (process.ExitCode != 0)
        {
            var name = Path.GetFileNameWithoutExtension(process.StartInfo.FileName);
            throw new ToolFailedException($"{name}: {string.Join(' ', said.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))}");
        }
    }

    private static void End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }
    }
}
