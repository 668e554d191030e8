using System.Globalization;
using System.Text.Json;
using Kept.Settings;
using Kept.Testing;
using Kept.Tests.Cases;
using Shouldly;
using Xunit;

namespace Kept.Tests.Telemetry;

/// <summary>The log as whoever collects it gets it: a line of JSON each.</summary>
[Trait("Speed", "slow")]
public sealed class JsonLogTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_line_is_json_and_none_holds_what_a_resident_sent()
    {
        var folder = TestFolder.New("data");
        var database = new DatabaseSettings { ConnectionString = $"Data Source={Path.Combine(folder, "kept.db")}" };
        await using var kept = await KeptProcess.StartAsync(
            database, folder, ("Logging__Console__FormatterName", "json"), ("Logging__LogLevel__Default", "Debug"),
            ("Mail__Smtp__Host", "127.0.0.1"), ("Mail__Smtp__Port", FreePorts.Next().ToString(CultureInfo.InvariantCulture)));
        using var client = new HttpClient { BaseAddress = kept.Address };
        await ApiReports.SendAsync(client, 1, Cancel);
        await Eventually.IsTrueAsync(() => kept.Lines.Any(line => line.Contains("No mail goes out", StringComparison.Ordinal)));

        var lines = kept.Lines.Where(line => line.StartsWith('{')).ToList();

        lines.Count.ShouldBeGreaterThan(1);
        lines.ForEach(line => JsonDocument.Parse(line).RootElement.GetProperty("LogLevel").GetString().ShouldNotBeNullOrEmpty());
        kept.Lines.ShouldAllBe(line => !line.Contains("ada1@example.org", StringComparison.OrdinalIgnoreCase) && !line.Contains("behind Mill School", StringComparison.Ordinal));
    }
}
