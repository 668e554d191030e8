using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Kept.Backups;

/// <summary>pg_dump and pg_restore, told by their environment where the database is: a password is on no command line.</summary>
/// <param name="folder">Where they are; empty to look as the system does.</param>
internal sealed class PostgresTools(string connectionString, string folder)
{
    public const string Dump = "pg_dump";
    public const string Restore = "pg_restore";

    private readonly NpgsqlConnectionStringBuilder settings = new(connectionString);

    public string DatabaseName => settings.Database ?? settings.Username ?? "";

    /// <summary>Null where it is not on this machine.</summary>
    public string? Find(string tool)
    {
        var folders = folder.Length > 0 ? [folder] : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.Where(place => place.Length > 0)
            .SelectMany(place => new[] { Path.Combine(place, tool), Path.Combine(place, tool + ".exe") })
            .FirstOrDefault(File.Exists);
    }

    /// <exception cref="ToolFailedException">It ended with an error, and said this.</exception>
    public async Task RunAsync(string tool, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Find(tool) ?? throw new ToolFailedException($"{tool} is not on this machine"), arguments)
        {
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Connecting())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        try
        {
            var said = await process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
            {
                throw new ToolFailedException($"{tool}: {said.Trim()}");
            }
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private IEnumerable<(string Name, string Value)> Connecting()
    {
        yield return ("PGHOST", settings.Host ?? "localhost");
        yield return ("PGPORT", settings.Port.ToString(CultureInfo.InvariantCulture));
        if (settings.Username is { } user)
        {
            yield return ("PGUSER", user);
        }

        if (settings.Password is { } password)
        {
            yield return ("PGPASSWORD", password);
        }

        if (settings.SslMode is SslMode.Require or SslMode.VerifyCA or SslMode.VerifyFull)
        {
            yield return ("PGSSLMODE", settings.SslMode switch { SslMode.Require => "require", SslMode.VerifyCA => "verify-ca", _ => "verify-full" });
        }
    }
}
