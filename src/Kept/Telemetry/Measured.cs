namespace Kept.Telemetry;

/// <summary>Which meters and sources are told to the outside: ours, and those of the parts Kept is made of.</summary>
internal static class Measured
{
    public const string OurBeginning = "Kept.";

    /// <summary>Requests by route and status, connections, the runtime. Not Npgsql: its pools are named by their connection strings.</summary>
    public static IReadOnlyList<string> OtherMeters { get; } =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    public static IReadOnlyList<string> OtherSources { get; } = ["Microsoft.AspNetCore", "Npgsql"];

    public static bool IsTold(string meter) => meter.StartsWith(OurBeginning, StringComparison.Ordinal) || OtherMeters.Contains(meter, StringComparer.Ordinal);
}
