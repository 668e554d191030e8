using System.Net;
using Microsoft.Extensions.Options;

namespace Kept.Telemetry;

/// <summary>The section <c>Metrics</c>: who may read <c>/metrics</c>. Nobody, unless one of the two is set.</summary>
internal sealed class MetricSettings
{
    public const string Section = "Metrics";
    public const int ShortestToken = 16;

    /// <summary>Networks, such as 10.0.0.0/8, or single addresses.</summary>
    public List<string> Networks { get; set; } = [];

    /// <summary>What stands behind "Bearer" in the header Authorization.</summary>
    public string Token { get; set; } = "";

    public bool IsOpenTo(IPAddress address) => Networks.Exists(network => Parse(network) is { } known && known.Contains(address));

    /// <summary>Null where it is neither a network nor an address.</summary>
    public static IPNetwork? Parse(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}

internal sealed class MetricSettingsCheck : IValidateOptions<MetricSettings>
{
    public ValidateOptionsResult Validate(string? name, MetricSettings options)
    {
        var mistakes = options.Networks.Where(network => MetricSettings.Parse(network) is null)
            .Select(network => $"Metrics:Networks names \"{network}\". Write networks such as \"10.0.0.0/8\", or addresses.").ToList();
        if (options.Token.Length is > 0 and < MetricSettings.ShortestToken)
        {
            mistakes.Add($"Metrics:Token is too short to be a secret. Write at least {MetricSettings.ShortestToken} characters, such as what openssl rand -hex 24 prints.");
        }

        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
