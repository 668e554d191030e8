using Kept.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace Kept.Tests.Nodes;

/// <summary>Which address stands in links where nobody has set one.</summary>
public sealed class PublicAddressTests
{
    [Theory]
    [InlineData(null, null, "http://127.0.0.1:5080")]
    [InlineData(null, "http://127.0.0.1:5099", "http://127.0.0.1:5099")]
    [InlineData(null, "http://*:8080;https://*:8443", "http://127.0.0.1:8080")]
    [InlineData(null, "https://[::]:8443", "https://127.0.0.1:8443")]
    [InlineData(null, "http://kept.internal", "http://kept.internal")]
    [InlineData("", "http://127.0.0.1:5099", "http://127.0.0.1:5099")]
    [InlineData("https://report.example.org", "http://127.0.0.1:5099", "https://report.example.org")]
    public void It_is_the_one_that_was_set_or_the_first_it_listens_at(string? set, string? listens, string address)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["Kept:PublicAddress"] = set, ["urls"] = listens }).Build();

        using var services = new ServiceCollection().AddKeptSettings(configuration).BuildServiceProvider();

        services.GetRequiredService<IOptions<KeptSettings>>().Value.PublicAddress.ShouldBe(address);
    }
}
