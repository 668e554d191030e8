using System.Collections.Concurrent;
using Kept.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kept.Tests.Outside;

/// <summary>A server of somebody else on this machine: keeps what it was sent, and answers as the test says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<ReceivedCall> calls = new();
    private readonly WebApplication server;

    private Receiver(WebApplication server, Uri address) => (this.server, Address) = (server, address);

    public Uri Address { get; }

    public IReadOnlyList<ReceivedCall> Calls => [.. calls];

    /// <summary>Writes the answer; 204 unless the test says otherwise.</summary>
    public Func<HttpContext, ReceivedCall, Task> Answer { get; set; } = (context, _) => StatusAsync(context, StatusCodes.Status204NoContent);

    public void AnswerWith(int status) => Answer = (context, _) => StatusAsync(context, status);

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var server = builder.Build();
        var address = new Uri($"http://127.0.0.1:{FreePorts.Next()}");
        server.Urls.Add(address.GetLeftPart(UriPartial.Authority));
        var receiver = new Receiver(server, address);
        server.Run(receiver.TakeAsync);
        await server.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static Task StatusAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var call = new ReceivedCall(
            context.Request.Method, context.Request.Path,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync(context.RequestAborted));
        calls.Enqueue(call);
        await Answer(context, call);
    }
}

internal sealed record ReceivedCall(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);
