using Microsoft.Extensions.Options;

namespace Kept.Outside;

/// <summary>The section <c>Outside</c> of appsettings.json: how Kept calls addresses that people or partners name.</summary>
internal sealed class OutsideSettings
{
    public const string Section = "Outside";

    /// <summary>
    /// Hosts that may be called although they are inside this network, and without encryption: "erp.internal" or, for one
    /// port alone, "erp.internal:8080".
    /// </summary>
    public List<string> InsideHosts { get; set; } = [];

    /// <summary>Seconds one call may take, from the look-up of the name to the last octet that is read.</summary>
    public int Timeout { get; set; } = 15;

    /// <summary>Whether somebody who runs this program has named the host as one that may be inside.</summary>
    public bool MayBeInside(string host, int port)
    {
        var name = host.Trim('[', ']').TrimEnd('.');
        return InsideHosts.Any(named =>
            string.Equals(named, name, StringComparison.OrdinalIgnoreCase)
            || string.Equals(named, $"{name}:{port}", StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>An invalid setting stops the start with a sentence that names it.</summary>
internal sealed class OutsideSettingsCheck : IValidateOptions<OutsideSettings>
{
    public ValidateOptionsResult Validate(string? name, OutsideSettings options)
    {
        var mistakes = options.InsideHosts.Where(host => host.Contains('/', StringComparison.Ordinal) || host.Any(char.IsWhiteSpace) || host.Length == 0)
            .Select(host => $"Outside:InsideHosts has \"{host}\". Write the name alone or with a port, such as \"erp.internal\" or \"erp.internal:8080\".")
            .ToList();
        if (options.Timeout is < 1 or > 120)
        {
            mistakes.Add($"Outside:Timeout is {options.Timeout}. Write a number of seconds from 1 to 120.");
        }

        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
