using System.Security.Cryptography;
using System.Text;
using Kept.Telemetry.Prometheus;
using Microsoft.Extensions.Options;

namespace Kept.Telemetry;

/// <summary>Something that has to be looked up before the meters are read.</summary>
internal interface IBeforeMetrics
{
    Task RefreshAsync(CancellationToken cancellationToken);
}

/// <summary><c>/metrics</c>, for those whom the settings name, and as if it were not there for everybody else.</summary>
internal static class ServeMetrics
{
    private const string Bearer = "Bearer ";

    public static void MapMetrics(this IEndpointRouteBuilder routes) => routes.MapGet("/metrics", AnswerAsync);

    private static async Task<IResult> AnswerAsync(
        HttpContext context, IOptions<MetricSettings> settings, PrometheusText metrics, IEnumerable<IBeforeMetrics> before, CancellationToken cancellationToken)
    {
        if (!MayRead(context, settings.Value))
        {
            return Results.NotFound();
        }

        foreach (var one in before)
        {
            await one.RefreshAsync(cancellationToken);
        }

        context.Response.Headers.CacheControl = "no-store";
        return Results.Text(metrics.Write(), PrometheusText.MediaType);
    }

    private static bool MayRead(HttpContext context, MetricSettings settings)
    {
        var given = context.Request.Headers.Authorization.ToString();
        if (settings.Token.Length > 0 && given.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Hash(given[Bearer.Length..]), Hash(settings.Token)))
        {
            return true;
        }

        // A proxy that nobody has named as one would make every reader look as if it stood beside the program.
        var isForwarded = context.Request.Headers.ContainsKey("X-Forwarded-For") || context.Request.Headers.ContainsKey("Forwarded");
        return !isForwarded && context.Connection.RemoteIpAddress is { } address
            && settings.IsOpenTo(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
