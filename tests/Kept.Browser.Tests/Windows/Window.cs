using System.Collections.Concurrent;
using Kept.Testing;
using Microsoft.Playwright;

namespace Kept.Browser.Tests.Windows;

/// <summary>
/// A browser window with its own cookies. It reaches the program and nothing else; what a page asked of other hosts, and
/// every error it reported, is remembered.
/// </summary>
internal sealed class Window : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> errors = new();
    private readonly ConcurrentQueue<string> foreign = new();

    private Window(KeptApp app, View view, IBrowserContext context, IPage page) =>
        (App, View, this.context, Page) = (app, view, context, page);

    public KeptApp App { get; }

    public View View { get; }

    public IPage Page { get; }

    /// <summary>Errors of scripts and of the content security policy.</summary>
    public IReadOnlyCollection<string> Errors => errors;

    /// <summary>Addresses of other hosts that pages asked for; the window answers them with nothing.</summary>
    public IReadOnlyCollection<string> Foreign => foreign;

    public static async Task<Window> OpenAsync(KeptApp app, View view, IBrowserContext context)
    {
        var window = new Window(app, view, context, await context.NewPageAsync());
        context.SetDefaultTimeout(60_000);
        await context.RouteAsync(address => !address.StartsWith(app.Address.ToString(), StringComparison.Ordinal), async route =>
        {
            window.foreign.Enqueue(route.Request.Url);
            await route.AbortAsync();
        });
        window.Page.PageError += (_, error) => window.errors.Enqueue(error);
        window.Page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("net::ERR_FAILED", StringComparison.Ordinal) && !IsRefusal(message))
            {
                window.errors.Enqueue(message.Text);
            }
        };
        return window;
    }

    /// <summary>The page itself with a status that says "not like this", which Chromium calls an error: of a form, of a link that is used up.</summary>
    private static bool IsRefusal(IConsoleMessage message) =>
        message.Text.Contains("the server responded with a status of 4", StringComparison.Ordinal)
        && message.Page is { } page && message.Location.StartsWith(page.Url, StringComparison.Ordinal);

    /// <summary>Goes to a path, or to an address from a mail.</summary>
    public async Task<IResponse> GoAsync(string address) =>
        await Page.GotoAsync(new Uri(App.Address, address).ToString())
        ?? throw new InvalidOperationException($"{address} gave no answer.");

    public void ForgetErrors() => errors.Clear();

    public async ValueTask DisposeAsync() => await context.CloseAsync();
}
