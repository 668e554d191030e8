using Microsoft.Extensions.Options;

namespace Kept.Settings;

/// <summary>Where the program listens, as ASPNETCORE_URLS or <c>--urls</c> says: "http://*:8080;https://…".</summary>
internal static class ListeningAddresses
{
    private const string Usual = "http://127.0.0.1:5080";

    /// <summary>The first of them as a browser on this machine would write it.</summary>
    public static string First(string? urls)
    {
        if (Each(urls).Select(Parse).FirstOrDefault() is not { IsUnixPipe: false, IsNamedPipe: false } address)
        {
            return Usual;
        }

        var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : address.Host;
        return new UriBuilder(address.Scheme, host, address.Port).Uri.GetLeftPart(UriPartial.Authority);
    }

    /// <summary>Sentences about addresses at which nothing can listen.</summary>
    public static IEnumerable<string> Mistakes(string? urls) => Each(urls).Where(text => Parse(text) is null)
        .Select(text => $"ASPNETCORE_URLS (or --urls) has \"{text}\". Write addresses to listen at, such as \"{Usual}\".");

    private static string[] Each(string? urls) => urls?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static BindingAddress? Parse(string text)
    {
        try
        {
            var address = BindingAddress.Parse(text);
            return address.Scheme is "http" or "https" && address.Port is >= 0 and <= 65535 && IsHost(address) ? address : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool IsHost(BindingAddress address) => address.IsUnixPipe || address.IsNamedPipe
        || address.Host is "*" or "+" || Uri.CheckHostName(address.Host) != UriHostNameType.Unknown;
}

/// <summary>Whether there are addresses to listen at.</summary>
internal sealed class ListeningCheck(IConfiguration configuration) : IValidateOptions<KeptSettings>
{
    public ValidateOptionsResult Validate(string? name, KeptSettings options) =>
        ListeningAddresses.Mistakes(configuration["urls"]).ToList() is { Count: > 0 } mistakes
            ? ValidateOptionsResult.Fail(mistakes)
            : ValidateOptionsResult.Success;
}
