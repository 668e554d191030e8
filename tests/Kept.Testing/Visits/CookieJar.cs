using System.Globalization;

namespace Kept.Testing.Visits;

/// <summary>
/// Cookies of one visitor at one address. They age with the test's clock, which is why the framework's own jar, which
/// reads the real one, will not do.
/// </summary>
internal sealed class CookieJar(Func<DateTimeOffset> now)
{
    private readonly Dictionary<string, (string Value, DateTimeOffset Ends)> cookies = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => cookies.Where(cookie => cookie.Value.Ends > now()).Select(cookie => cookie.Key);

    public string Header => string.Join("; ", Names.Select(name => $"{name}={cookies[name].Value}"));

    public void Take(HttpResponseMessage response)
    {
        foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
        {
            Take(cookie);
        }
    }

    public void Clear() => cookies.Clear();

    private void Take(string cookie)
    {
        var parts = cookie.Split(';', StringSplitOptions.TrimEntries);
        var pair = parts[0].Split('=', 2);
        var attributes = parts[1..].Select(part => part.Split('=', 2))
            .ToDictionary(part => part[0].ToLowerInvariant(), part => part.ElementAtOrDefault(1) ?? "", StringComparer.Ordinal);
        var ends = attributes.TryGetValue("max-age", out var seconds)
                ? now().AddSeconds(double.Parse(seconds, CultureInfo.InvariantCulture))
            : attributes.TryGetValue("expires", out var date)
                ? DateTimeOffset.Parse(date, CultureInfo.InvariantCulture)
            : DateTimeOffset.MaxValue;
        cookies[pair[0]] = (pair.ElementAtOrDefault(1) ?? "", ends);
    }
}
