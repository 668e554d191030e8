using System.Collections.Concurrent;
using System.Diagnostics;
using Kept.Settings;

namespace Kept.Testing;

/// <summary>The program as a process of its own, on the real clock: for tests that kill it and start it again on what it left.</summary>
internal sealed class KeptProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly ProcessStartInfo how;
    private Process process;

    private KeptProcess(ProcessStartInfo how, Uri address)
    {
        (this.how, Address) = (how, address);
        process = Start();
    }

    public Uri Address { get; }

    /// <summary>Changes with every start.</summary>
    public int ProcessId => process.Id;

    /// <summary>What it wrote to the console, its log among it.</summary>
    public ConcurrentQueue<string> Lines { get; } = new();

    /// <param name="database">An empty database with the schema in it.</param>
    /// <param name="dataFolder">Where it keeps uploads and, without a relay, mails.</param>
    /// <param name="settings">Further ones, as environment variables.</param>
    public static async Task<KeptProcess> StartAsync(DatabaseSettings database, string dataFolder, params (string Name, string Value)[] settings)
    {
        var address = new Uri($"http://127.0.0.1:{FreePorts.Next()}");
        var how = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "kept"))
        {
            WorkingDirectory = dataFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_URLS"] = address.ToString(),
                ["Kept__DataFolder"] = dataFolder,
                ["Kept__PublicAddress"] = address.ToString(),
                ["Kept__Demo"] = "false",
                ["Kept__Database__Provider"] = database.Provider,
                ["Kept__Database__ConnectionString"] = database.ConnectionString,
            },
        };
        foreach (var (name, value) in settings)
        {
            how.Environment[name] = value;
        }

        var started = new KeptProcess(how, address);
        await started.AnswersAsync();
        return started;
    }

    /// <summary>SIGKILL: it gets no moment to finish anything. Then starts it again, and returns when it answers.</summary>
    public async Task KillAndStartAgainAsync()
    {
        await KillAsync();
        process = Start();
        await AnswersAsync();
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private async Task KillAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private Process Start()
    {
        var started = Process.Start(how) ?? throw new InvalidOperationException($"{how.FileName} did not start.");
        started.OutputDataReceived += (_, line) => Lines.Enqueue(line.Data ?? "");
        started.ErrorDataReceived += (_, line) => Lines.Enqueue(line.Data ?? "");
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return started;
    }

    private async Task AnswersAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("/api/v1/services", UriKind.Relative));
                answer.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException) when (!process.HasExited && waiting.Elapsed < Patience)
            {
                await Task.Delay(50);
            }
        }
    }
}
