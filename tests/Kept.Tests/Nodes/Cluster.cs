using System.Security.Cryptography;
using Kept.Nodes;
using Kept.Testing;
using Kept.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace Kept.Tests.Nodes;

/// <summary>Two nodes on one PostgreSQL database, with a shared folder of uploads and a shared secret.</summary>
internal sealed class Cluster(KeptApp one, KeptApp other) : IAsyncDisposable
{
    public KeptApp One => one;

    public KeptApp Other => other;

    /// <param name="role">Of both nodes.</param>
    public static async Task<Cluster> StartAsync(string role = "both")
    {
        var (files, secret) = (TestFolder.New("files"), NewSecretFile());
        void Configure(KeptAppOptions options)
        {
            options.Settings["Kept:Role"] = role;
            options.Settings["Kept:FilesFolder"] = files;
            options.Settings["Kept:SignInKeys:SecretFile"] = secret;
        }

        var one = await KeptApp.StartAsync(Database.PostgreSql, Configure);
        return new Cluster(one, await one.StartAnotherNodeAsync(Configure));
    }

    public static string NewSecretFile()
    {
        var file = Path.Combine(TestFolder.New("secret"), "sign-in");
        File.WriteAllText(file, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        return file;
    }

    /// <summary>Both nodes listen.</summary>
    public Task HearEachOtherAsync() => Eventually.IsTrueAsync(() =>
        one.Services.GetRequiredService<NodeWire>().IsOpen && other.Services.GetRequiredService<NodeWire>().IsOpen);

    public async ValueTask DisposeAsync()
    {
        await other.DisposeAsync();
        await one.DisposeAsync();
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
