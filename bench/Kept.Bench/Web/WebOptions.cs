using System.Globalization;

namespace Kept.Bench.Web;

/// <param name="Time">Of one measurement.</param>
/// <param name="Folder">Where the data lie while it runs.</param>
/// <param name="Keep">Leaves the data there, and goes on with them the next time.</param>
/// <param name="Only">"pages", "accepted", "sweep", "plans", or "fill" for nothing but that; null for the first three.</param>
/// <param name="Clients">How many send reports at the same time, one measurement each.</param>
/// <param name="IsLab">Measures the cluster of <c>deploy/cluster-lab</c>, in which this process runs.</param>
internal sealed record WebOptions(
    int[] Sizes, string[] Databases, TimeSpan Time, string Folder, bool Keep, string? Only, int[] Clients, bool IsLab)
{
    private const string DefaultSizes = "1000,100000";
    private const string DefaultDatabases = "sqlite,postgres";
    private const string DefaultClients = "1,4,16,64";
    private static readonly string[] Known = ["--sizes", "--databases", "--seconds", "--folder", "--keep", "--only", "--clients", "--lab"];

    /// <exception cref="FormatException">An option that is not known, or not a number.</exception>
    public static WebOptions Parse(IReadOnlyList<string> arguments)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Count; i += 2)
        {
            if (!Known.Contains(arguments[i], StringComparer.Ordinal) || i + 1 == arguments.Count)
            {
                throw new FormatException($"{arguments[i]}? There are --sizes 1000,100000 --databases sqlite,postgres --seconds 5 --clients 1,4,16,64 --folder PATH --keep yes --lab yes --only pages|accepted|sweep|plans|fill");
            }

            given[arguments[i]] = arguments[i + 1];
        }

        return new WebOptions(
            Numbers(given.GetValueOrDefault("--sizes", DefaultSizes)),
            given.GetValueOrDefault("--databases", DefaultDatabases).Split(','),
            TimeSpan.FromSeconds(double.Parse(given.GetValueOrDefault("--seconds", "5"), CultureInfo.InvariantCulture)),
            given.GetValueOrDefault("--folder") ?? Directory.CreateTempSubdirectory("kept-bench").FullName,
            given.ContainsKey("--keep"),
            given.GetValueOrDefault("--only"),
            Numbers(given.GetValueOrDefault("--clients", DefaultClients)),
            given.ContainsKey("--lab"));
    }

    private static int[] Numbers(string text) => [.. text.Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).Order()];
}
