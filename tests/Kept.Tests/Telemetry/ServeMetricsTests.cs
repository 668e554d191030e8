using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kept.Mail.Outgoing;
using Kept.Telemetry.Prometheus;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Tests.Cases;
using Kept.Workers;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Kept.Tests.Telemetry;

public sealed partial class ServeMetricsTests
{
    private const string Token = "0123456789abcdef0123";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task What_matters_is_measured(Database database)
    {
        await using var app = await StartAsync(database);
        using var client = app.Client();
        await ApiReports.SendAsync(client, 1, Cancel);
        using var unknown = await client.GetAsync("/track/nothing/AAAAAAAAAAAAAAAAAAAAAA", Cancel);
        (await ReadAsync(client)).ShouldContain("kept_mail_messages{state=\"waiting\"} 1\n");
        await app.AdvanceAsync(NodaTime.Duration.FromMinutes(1));

        var text = await ReadAsync(client);

        text.ShouldMatch("kept_cases_received_total\\{channel=\"[A-Za-z]+\",service=\"fly-tipping\"\\} 1\n");
        text.ShouldMatch("http_server_request_duration_seconds_count\\{.*http_response_status_code=\"201\",http_route=\"/api/v1/cases/?\".*\\} 1\n");
        text.ShouldContain("kept_mail_messages{state=\"waiting\"} 0\n");
        text.ShouldContain("kept_mail_deliveries_total{outcome=\"Accepted\"} 1\n");
        text.ShouldMatch("kept_save_duration_seconds_count [1-9]");
        text.ShouldContain("kept_promises_behind 0\n");
        text.ShouldMatch("kept_database_size_bytes [1-9]");
        text.ShouldNotContain("AAAAAAAAAAAAAAAAAAAAAA");
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !Line().IsMatch(line)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_reads_it_whom_the_settings_do_not_name()
    {
        await using var closed = await KeptApp.StartAsync();
        using var stranger = closed.Client();
        (await stranger.GetAsync("/metrics", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await using var app = await StartAsync(Database.Sqlite);
        using var client = app.Client();
        (await client.GetAsync("/metrics", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token + "x");
        (await client.GetAsync("/metrics", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_network_may_read_it_and_what_a_proxy_nobody_named_sends_may_not()
    {
        await using var app = await KeptApp.StartAsync(options => options.Settings["Metrics:Networks:0"] = "127.0.0.0/8");
        using var client = app.Client();
        (await client.GetAsync("/metrics", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);

        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        (await client.GetAsync("/metrics", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_setting_that_cannot_be_right_stops_the_start()
    {
        var short_ = await Should.ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>(() =>
            KeptApp.StartAsync(options => options.Settings["Metrics:Token"] = "short"));
        short_.Message.ShouldContain("Metrics:Token");
        var wrong = await Should.ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>(() =>
            KeptApp.StartAsync(options => options.Settings["Metrics:Networks:0"] = "ten"));
        wrong.Message.ShouldContain("\"ten\"");
    }

    [Fact]
    public async Task The_dashboard_asks_for_nothing_that_is_not_exported()
    {
        await using var app = await StartAsync(Database.Sqlite);
        using var client = app.Client();
        app.Services.GetRequiredService<WorkMeters>();
        app.Services.GetRequiredService<MailMeters>();
        await ReadAsync(client);
        var exported = app.Services.GetRequiredService<PrometheusText>().Names
            .SelectMany(name => new[] { name, name + "_bucket", name + "_sum", name + "_count" }).ToHashSet();
        var dashboard = JsonDocument.Parse(await File.ReadAllTextAsync(DashboardPath(), Cancel)).RootElement;
        var asked = Expressions(dashboard).SelectMany(expression => MetricName().Matches(expression).Select(match => match.Value)).ToHashSet();

        asked.Count.ShouldBeGreaterThan(15);
        asked.Except(exported).ShouldBeEmpty();
    }

    private static Task<KeptApp> StartAsync(Database database) =>
        KeptApp.StartAsync(database, options => options.Settings["Metrics:Token"] = Token);

    private static async Task<string> ReadAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Token) } };
        using var answer = await client.SendAsync(request, Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe(PrometheusText.MediaType);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    private static IEnumerable<string> Expressions(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property =>
            property.NameEquals("expr") ? [property.Value.GetString()!] : Expressions(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Expressions),
        _ => [],
    };

    private static string DashboardPath()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Kept.slnx")))
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, "deploy", "grafana", "kept.json");
    }

    /// <summary>A comment, or a name with labels and a number.</summary>
    [GeneratedRegex("""^(# (HELP|TYPE) [a-zA-Z_:][a-zA-Z0-9_:]* .+|[a-zA-Z_:][a-zA-Z0-9_:]*(\{([a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\["\\n])*",?)*\})? (\+Inf|-Inf|NaN|[-+0-9.eE]+))$""")]
    private static partial Regex Line();

    [GeneratedRegex("\\b(kept|http_server|dotnet)_[a-z0-9_]+")]
    private static partial Regex MetricName();
}
