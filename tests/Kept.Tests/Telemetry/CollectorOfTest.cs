using System.Collections.Concurrent;
using System.Text;
using Kept.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kept.Tests.Telemetry;

/// <summary>Takes what OTLP over HTTP sends, as a collector does, and keeps the bytes by signal.</summary>
internal sealed class CollectorOfTest : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly ConcurrentQueue<(string Signal, string Content)> received = new();

    private CollectorOfTest(WebApplication server) => this.server = server;

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public static async Task<CollectorOfTest> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var collector = new CollectorOfTest(builder.Build()) { Address = new Uri($"http://127.0.0.1:{FreePorts.Next()}") };
        collector.server.Urls.Add(collector.Address.ToString());
        collector.server.MapPost("/v1/{signal}", async (string signal, HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            collector.received.Enqueue((signal, Encoding.Latin1.GetString(body.ToArray())));
        });
        await collector.server.StartAsync();
        return collector;
    }

    /// <summary>All that came for a signal: "traces", "metrics" or "logs". Strings stand in it as they are.</summary>
    public string Of(string signal) => string.Concat(received.Where(sent => sent.Signal == signal).Select(sent => sent.Content));

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
