using System.Net;
using Kept.Settings;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace Kept.Chrome.Safety;

/// <summary>Forwarded headers are believed from the proxies that the settings list, and from nobody else.</summary>
internal static class Proxies
{
    public static void UseTrustedProxies(this IApplicationBuilder app)
    {
        var trusted = app.ApplicationServices.GetRequiredService<IOptions<KeptSettings>>().Value.TrustedProxies;
        if (trusted.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in trusted)
        {
            if (IPNetwork.TryParse(proxy, out var network))
            {
                options.KnownIPNetworks.Add(network);
            }
            else
            {
                options.KnownProxies.Add(IPAddress.Parse(proxy));
            }
        }

        app.UseForwardedHeaders(options);
    }

    public static IEnumerable<string> Mistakes(IEnumerable<string> trusted) => trusted
        .Where(proxy => !IPAddress.TryParse(proxy, out _) && !IPNetwork.TryParse(proxy, out _))
        .Select(proxy => $"Kept:TrustedProxies has \"{proxy}\". Write IP addresses such as \"10.0.0.5\", or networks such as \"10.0.0.0/24\".");
}
