using System.Globalization;

namespace Kept.Bench.Web;

/// <param name="Time">Of one measurement.</param>
/// <param name="Folder">Where the data lie while it runs.</param>
/// <param name="Keep">Leaves the data there, and goes on with them the next time.</param>
/// <param name="Only">"pages", "accepted", "plans", or "fill" for nothing but that; null for the first two.</param>
internal sealed record WebOptions(int[] Sizes, string[] Databases, TimeSpan Time, string Folder, bool Keep, string? Only)
{
    private const string DefaultSizes = "1000,100000";
    private const string DefaultDatabases = "sqlite,postgres";

    /// <exception cref="FormatException">An option that is not known, or not a number.</exception>
    public static WebOptions Parse(IReadOnlyList<string> arguments)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Count; i += 2)
        {
            if (arguments[i] is not ("--sizes" or "--databases" or "--seconds" or "--folder" or "--keep" or "--only") || i + 1 == arguments.Count)
            {
                throw new FormatException($"{arguments[i]}? There are --sizes 1000,100000 --databases sqlite,postgres --seconds 5 --folder PATH --keep yes --only pages|accepted|plans|fill");
            }

            given[arguments[i]] = arguments[i + 1];
        }

        return new WebOptions(
            [.. given.GetValueOrDefault("--sizes", DefaultSizes).Split(',').Select(size => int.Parse(size, CultureInfo.InvariantCulture)).Order()],
            given.GetValueOrDefault("--databases", DefaultDatabases).Split(','),
            TimeSpan.FromSeconds(double.Parse(given.GetValueOrDefault("--seconds", "5"), CultureInfo.InvariantCulture)),
            given.GetValueOrDefault("--folder") ?? Directory.CreateTempSubdirectory("kept-bench").FullName,
            given.ContainsKey("--keep"),
            given.GetValueOrDefault("--only"));
    }
}
