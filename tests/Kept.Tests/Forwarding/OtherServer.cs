using System.Collections.Concurrent;
using Kept.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Kept.Tests.Forwarding;

/// <summary>Another Open311 server that keeps a list, and answers as it is told to: rightly, late, with nonsense or not at all.</summary>
internal sealed class OtherServer : IAsyncDisposable
{
    private readonly WebApplication program;

    private OtherServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        program = builder.Build();
        Host = $"127.0.0.1:{FreePorts.Next()}";
        program.Urls.Add("http://" + Host);
        program.Run(AnswerAsync);
    }

    public string Host { get; }

    /// <summary>What they have: one entry for each request they took.</summary>
    public ConcurrentQueue<IFormCollection> Taken { get; } = [];

    /// <summary>What they were told later: one entry for each time it was sent.</summary>
    public ConcurrentQueue<IFormCollection> Told { get; } = [];

    /// <summary>How what they are told is answered; null for as the specification says.</summary>
    public Func<HttpContext, Task>? AnswerTold { get; set; }

    /// <summary>Files that lie there, by their path.</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = [];

    /// <summary>Paths that were asked for, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>How a POST is answered after it was taken; null for as the specification says.</summary>
    public Func<HttpContext, Task>? Post { get; set; }

    /// <summary>Whether a POST is taken at all.</summary>
    public bool Takes { get; set; } = true;

    public string? TokenAnswer { get; set; }

    /// <summary>XML of the updates; null where they know no updates.</summary>
    public string? Updates { get; set; }

    /// <summary>How many updates or requests one answer has; null where they know no pages.</summary>
    public int? PageSize { get; set; }

    /// <summary>Updates one by one, of which <see cref="PageSize"/> make a page; they go before <see cref="Updates"/>.</summary>
    public IReadOnlyList<string>? Paged { get; set; }

    /// <summary>Requests of others, before ours in their list.</summary>
    public int Others { get; set; }

    public string Status { get; set; } = "open";

    /// <summary>Since when; empty where they do not say.</summary>
    public string StatusSince { get; set; } = "2026-03-03T10:00:00Z";

    public bool ListBroken { get; set; }

    public static async Task<OtherServer> StartAsync()
    {
        var server = new OtherServer();
        await server.program.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>The settings under which potholes go to it.</summary>
    public void Configure(KeptAppOptions options, string service = "pothole")
    {
        options.Settings["Outside:InsideHosts:0"] = Host;
        options.Settings["Outside:Timeout"] = "2";
        options.Settings["Forwarding:Partners:county:Name"] = "County Highways";
        options.Settings["Forwarding:Partners:county:Address"] = $"http://{Host}/open311/v2";
        options.Settings["Forwarding:Partners:county:ApiKey"] = "their-key";
        options.Settings[$"Forwarding:Partners:county:Services:{service}:Code"] = "POT";
        options.Settings[$"Forwarding:Partners:county:Services:{service}:Attributes:depth"] = "DEPTH";
        options.Settings[$"Forwarding:Partners:county:Services:{service}:Values:depth=hand"] = "2";
        options.Settings[$"Forwarding:Partners:county:Services:{service}:Fixed:source"] = "council";
    }

    public async ValueTask DisposeAsync() => await program.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        Asked.Enqueue($"{context.Request.Method} {path}");
        if (HttpMethods.IsPost(context.Request.Method))
        {
            await (path.EndsWith("/requests.xml", StringComparison.Ordinal) ? TakeAsync(context) : HearAsync(context));
            return;
        }

        if (Files.TryGetValue(path, out var file))
        {
            await context.Response.Body.WriteAsync(file);
            return;
        }

        context.Response.ContentType = "text/xml; charset=utf-8";
        var answer = path switch
        {
            "/open311/v2/requests.xml" when ListBroken => null,
            "/open311/v2/requests.xml" => $"<service_requests>{PageOf([.. Enumerable.Range(0, Others).Select(Other), .. Taken.Select(Record)], context)}</service_requests>",
            "/open311/v2/servicerequestupdates.xml" when Paged is { } updates => $"<updates>{PageOf(updates, context)}</updates>",
            "/open311/v2/servicerequestupdates.xml" => Updates,
            _ when path.StartsWith("/open311/v2/tokens/", StringComparison.Ordinal) => TokenAnswer,
            _ => null,
        };
        context.Response.StatusCode = answer is null ? ListBroken ? 500 : 404 : 200;
        await context.Response.WriteAsync(answer ?? "<html><body>Not here</body></html>");
    }

    private string PageOf(IEnumerable<string> records, HttpContext context)
    {
        var size = PageSize ?? int.MaxValue;
        var number = PageSize is null || context.Request.Query["page"] is not [{ } page] ? 1 : int.Parse(page, System.Globalization.CultureInfo.InvariantCulture);
        return string.Concat(records.Skip((number - 1) * size).Take(size));
    }

    private static string Other(int number) =>
        $"<request><service_request_id>x{number}</service_request_id><status>open</status><description>Somebody else's</description></request>";

    private async Task TakeAsync(HttpContext context)
    {
        if (Takes)
        {
            Taken.Enqueue(await context.Request.ReadFormAsync());
        }

        if (Post is { } post)
        {
            await post(context);
            return;
        }

        await context.Response.WriteAsync($"<service_requests><request><service_request_id>{100 + Taken.Count}</service_request_id></request></service_requests>");
    }

    private async Task HearAsync(HttpContext context)
    {
        Told.Enqueue(await context.Request.ReadFormAsync());
        if (AnswerTold is { } answer)
        {
            await answer(context);
            return;
        }

        await context.Response.WriteAsync($"<service_request_updates><request_update><update_id>{700 + Told.Count}</update_id></request_update></service_request_updates>");
    }

    private string Record(IFormCollection taken, int index) => $"""
        <request><service_request_id>{101 + index}</service_request_id><status>{Status}</status><status_notes>Filled</status_notes>
        <description>{System.Security.SecurityElement.Escape(taken["description"].ToString())}</description><updated_datetime>{StatusSince}</updated_datetime></request>
        """;
}
