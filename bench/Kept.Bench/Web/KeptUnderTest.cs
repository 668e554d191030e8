using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Kept.Bench.Web;

/// <summary>The Release program as a process of its own, on a data folder of its own.</summary>
internal sealed partial class KeptUnderTest : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(RepositoryFolder(), "src", "Kept", "bin", "Release", "net10.0", "kept.dll");

    private const string LabDatabase = "Host=10.77.0.30;Database=kept;Username=kept;Password=only-in-the-lab";

    private readonly string folder;
    private readonly Dictionary<string, string> environment;
    private Process? process;

    private KeptUnderTest(string folder, string? postgres, Uri address)
    {
        (this.folder, Postgres, Address) = (folder, postgres, address);
        environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority),
            ["Kept__PublicAddress"] = address.GetLeftPart(UriPartial.Authority),
            ["Kept__DataFolder"] = folder,
            ["Logging__LogLevel__Default"] = "Error",
            ["LANG"] = "en_GB.UTF-8",
        };
        if (postgres is not null)
        {
            environment["Kept__Database__Provider"] = "PostgreSQL";
            environment["Kept__Database__ConnectionString"] = postgres;
        }
    }

    public Uri Address { get; }

    /// <summary>Serving already, on nodes that this process knows nothing of.</summary>
    public bool IsLab { get; private init; }

    /// <summary>Null on SQLite.</summary>
    public string? Postgres { get; }

    public string SqliteFile => Path.Combine(folder, "kept.db");

    /// <summary>Zero for the nodes of the lab.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process?.Refresh();
            return process?.TotalProcessorTime ?? TimeSpan.Zero;
        }
    }

    public static KeptUnderTest In(string folder, string? postgres)
    {
        if (!File.Exists(Program))
        {
            throw new InvalidOperationException("The program is not built: ./kept --help builds it.");
        }

        Directory.CreateDirectory(folder);
        return new KeptUnderTest(folder, postgres, new Uri($"http://127.0.0.1:{FreePort()}"));
    }

    /// <summary>The cluster lab: its proxy, and its database behind the same proxy.</summary>
    public static KeptUnderTest InLab(string folder)
    {
        Directory.CreateDirectory(folder);
        return new KeptUnderTest(folder, LabDatabase, new Uri("http://10.77.0.30:8080")) { IsLab = true };
    }

    /// <summary>Fills it by its own command; what the command said.</summary>
    public async Task<string> FillAsync(int cases)
    {
        using var filling = Start("demo", "--cases", cases.ToString(CultureInfo.InvariantCulture), "--json");
        var said = await filling.StandardOutput.ReadToEndAsync();
        await filling.WaitForExitAsync();
        return filling.ExitCode == 0 ? said.Trim().Split('\n')[^1] : throw new InvalidOperationException("The program could not be filled.");
    }

    /// <summary>Starts serving; how long it took from the start of the process to the first page.</summary>
    public async Task<TimeSpan> ServeAsync()
    {
        if (IsLab)
        {
            return TimeSpan.Zero;
        }

        var since = Stopwatch.StartNew();
        process = Start();
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        while (true)
        {
            try
            {
                using var client = new RawClient(Address);
                if (client.Get("/").Status == 200)
                {
                    return since.Elapsed;
                }
            }
            catch (SocketException) when (!process.HasExited)
            {
                await Task.Delay(5);
            }
        }
    }

    /// <summary>The most memory it held, in MB: resident, as the system counts it. Zero for the nodes of the lab.</summary>
    public int MostMemory() => process is null ? 0
        : int.Parse(MostResident().Match(File.ReadAllText($"/proc/{process.Id}/status")).Groups[1].Value, CultureInfo.InvariantCulture) / 1024;

    /// <summary>Signs in as the demo's administrator; the cookies of the session.</summary>
    public async Task<string> SignInAsync(string mail)
    {
        var cookies = new CookieContainer();
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false });
        client.BaseAddress = Address;
        var page = await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        var password = (await File.ReadAllTextAsync(Path.Combine(folder, "demo-sign-in.txt"))).Trim();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["__RequestVerificationToken"] = Token().Match(page).Groups[1].Value, ["Mail"] = mail, ["Password"] = password,
        });
        using var answer = await client.PostAsync(new Uri("/sign-in", UriKind.Relative), form);
        return (int)answer.StatusCode is 302 or 303
            ? cookies.GetCookieHeader(client.BaseAddress)
            : throw new InvalidOperationException($"Signing in was answered with {(int)answer.StatusCode}.");
    }

    public ValueTask DisposeAsync() => new(EndAsync());

    /// <summary>Ends the process; what it kept stays.</summary>
    public async Task EndAsync()
    {
        if (process is not null)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            process = null;
        }
    }

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = arguments.Length == 0, WorkingDirectory = folder };
        start.ArgumentList.Add(Program);
        Array.ForEach(arguments, start.ArgumentList.Add);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static string RepositoryFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Kept.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The measurement runs inside the repository.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"VmHWM:\s+(\d+) kB")]
    private static partial Regex MostResident();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
