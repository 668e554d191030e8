using System.Reflection;
using Kept.Settings;
using Kept.Telemetry.Prometheus;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Resources;

namespace Kept.Telemetry;

/// <summary>How others look at the program from outside.</summary>
internal static class TelemetryServices
{
    /// <summary>Any of them switches the export on; the others of the standard are then read too.</summary>
    private static readonly string[] Endpoints =
    [
        "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
    ];

    public static WebApplicationBuilder AddKeptTelemetry(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<MetricSettings>().BindSettings(builder.Configuration.GetSection(MetricSettings.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MetricSettings>, MetricSettingsCheck>();
        services.AddSingleton<PrometheusText>();
        if (Endpoints.Any(name => !string.IsNullOrEmpty(builder.Configuration[name])))
        {
            Export(services);
        }

        return builder;
    }

    /// <summary>Measures from the first moment on, not from the first look.</summary>
    public static void UseKeptTelemetry(this WebApplication app)
    {
        app.Services.GetRequiredService<PrometheusText>();
        app.UseMiddleware<NameTraces>();
    }

    private static void Export(IServiceCollection services)
    {
        string[] sources = [Measured.OurBeginning + "*", .. Measured.OtherSources];
        string[] meters = [Measured.OurBeginning + "*", .. Measured.OtherMeters];
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("kept", serviceVersion: Version()))
            .WithTracing(traces => traces.AddSource(sources))
            .WithMetrics(measures => measures.AddMeter(meters))
            .WithLogging()
            .UseOtlpExporter();
    }

    private static string Version() => Assembly.GetExecutingAssembly().GetName().Version?.ToString() ?? "";
}
