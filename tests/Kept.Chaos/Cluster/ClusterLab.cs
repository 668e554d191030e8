using System.Diagnostics;

namespace Kept.Chaos.Cluster;

/// <summary>The lab of <c>deploy/cluster-lab</c>, which is up already; this process runs in its namespace <c>client</c>.</summary>
internal sealed class ClusterLab(string script)
{
    public static readonly Uri Address = new("http://10.77.0.30:8080");
    public const string MailHost = "10.77.0.60";
    public const int MailPort = 2525;
    public const string ConnectionString =
        "Host=10.77.0.30;Database=kept;Username=kept;Password=only-in-the-lab;Timeout=5;Command Timeout=120;Pooling=false";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <returns>The nodes it broke, as the script names them.</returns>
    public async Task<string> BreakAsync(string fault) => (await RunAsync("break", fault)).Trim();

    public Task HealAsync(string fault, string nodes) => RunAsync(["heal", fault, .. nodes.Split(' ')]);

    /// <summary>Until a primary and two standbys run, one of them in step, and every other node answers.</summary>
    public async Task<bool> IsWholeAsync()
    {
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < Patience)
        {
            var status = await RunAsync("status");
            var lines = status.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (lines.Count(line => Is(line, "db") && line.Contains("running", StringComparison.Ordinal)) == 3
                && lines.Count(line => Is(line, "etcd") && !line.Contains("not", StringComparison.Ordinal)) == 3
                && lines.Count(line => (Is(line, "web") || Is(line, "worker")) && line.EndsWith(" answers 200", StringComparison.Ordinal)) == 4
                && status.Contains("in step", StringComparison.Ordinal)
                && !status.Contains("not", StringComparison.Ordinal))
            {
                return true;
            }

            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        return false;
    }

    private static bool Is(string line, string node) => line.StartsWith(node, StringComparison.Ordinal);

    public Task<string> StatusAsync() => RunAsync("status");

    private async Task<string> RunAsync(params string[] words)
    {
        var start = new ProcessStartInfo(script) { RedirectStandardOutput = true, RedirectStandardInput = true };
        foreach (var word in words)
        {
            start.ArgumentList.Add(word);
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        // What it starts lives on and keeps the pipe's other end; so the first line is waited for, or the end of the script.
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? said : throw new InvalidOperationException($"{script} {string.Join(' ', words)} failed.\n{said}");
    }
}
