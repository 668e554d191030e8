using System.Security.Cryptography;
using Kept.Nodes;
using Kept.Testing;
using Kept.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace Kept.Tests.Nodes;

/// <summary>Two nodes on one PostgreSQL database, with a shared folder of uploads and a shared secret.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly Dictionary<string, string?> shared;
    private readonly List<KeptApp> nodes = [];

    private Cluster(Dictionary<string, string?> shared) => this.shared = shared;

    public KeptApp One => nodes[0];

    public KeptApp Other => nodes[1];

    /// <param name="role">Of all nodes.</param>
    public static async Task<Cluster> StartAsync(string role = "both")
    {
        var cluster = new Cluster(new Dictionary<string, string?>
        {
            ["Kept:Role"] = role,
            ["Kept:FilesFolder"] = TestFolder.New("files"),
            ["Kept:SignInKeys:SecretFile"] = NewSecretFile(),
            ["Outside:InsideHosts:0"] = "127.0.0.1",
        });
        cluster.nodes.Add(await KeptApp.StartAsync(Database.PostgreSql, cluster.Share));
        await cluster.StartNodeAsync();
        return cluster;
    }

    /// <summary>One more; it ends with the others.</summary>
    public async Task<KeptApp> StartNodeAsync(Action<KeptAppOptions>? configure = null)
    {
        var node = await One.StartAnotherNodeAsync(options =>
        {
            Share(options);
            configure?.Invoke(options);
        });
        nodes.Add(node);
        return node;
    }

    public static string NewSecretFile()
    {
        var file = Path.Combine(TestFolder.New("secret"), "sign-in");
        File.WriteAllText(file, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        return file;
    }

    /// <summary>Both nodes listen.</summary>
    public Task HearEachOtherAsync() => Eventually.IsTrueAsync(() =>
        nodes.TrueForAll(node => node.Services.GetRequiredService<NodeWire>().IsOpen));

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Enumerable.Reverse(nodes))
        {
            await node.DisposeAsync();
        }
    }

    private void Share(KeptAppOptions options)
    {
        foreach (var (name, value) in shared)
        {
            options.Settings[name] = value;
        }
    }
}

/// <summary>A test of several nodes: on PostgreSQL alone, and left out of a quick run.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClusterFactAttribute : Xunit.FactAttribute
{
    public ClusterFactAttribute(
        [System.Runtime.CompilerServices.CallerFilePath] string? file = null, [System.Runtime.CompilerServices.CallerLineNumber] int line = -1)
        : base(file, line) =>
        Skip = Environment.GetEnvironmentVariable("KEPT_TEST_QUICK") is "1" ? "PostgreSQL is left out of a quick run." : null;
}
