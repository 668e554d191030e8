using System.Diagnostics;

namespace Kept.Tests.Commands;

/// <summary>The program as somebody starts it in a terminal, to its end.</summary>
internal static class ProgramRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <param name="settings">As environment variables.</param>
    /// <param name="arguments">What stands behind "kept".</param>
    public static async Task<(int Code, string Said, string Error)> ToEndAsync(IEnumerable<(string Name, string Value)> settings, params string[] arguments)
    {
        var how = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "kept"), arguments)
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LANG"] = "en_GB.UTF-8", ["LC_ALL"] = "", ["LC_MESSAGES"] = "", ["Kept__Demo"] = "false" },
        };
        foreach (var (name, value) in settings)
        {
            how.Environment[name] = value;
        }

        using var process = Process.Start(how)!;
        using var tooLong = new CancellationTokenSource(Patience);
        using var killing = tooLong.Token.Register(() => process.Kill(entireProcessTree: true)); // one that serves would never end
        var (said, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await said, await error);
    }
}
