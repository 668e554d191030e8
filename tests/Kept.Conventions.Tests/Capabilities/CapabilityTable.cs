using Kept.Conventions.Tests.Sources;

namespace Kept.Conventions.Tests.Capabilities;

/// <summary>The table in <c>docs/capabilities.md</c>: who may use whom.</summary>
internal static class CapabilityTable
{
    public const string File = "docs/capabilities.md";

    public static IReadOnlyDictionary<string, IReadOnlySet<string>> Rows { get; } = Repository.File(File).Lines
        .Where(line => line.StartsWith('|'))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .Where(cells => cells.Length >= 5 && cells[1].StartsWith('`'))
        .ToDictionary(
            cells => cells[1].Trim('`'),
            cells => (IReadOnlySet<string>)cells[3].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Where(name => name != "–").ToHashSet(StringComparer.Ordinal),
            StringComparer.Ordinal);
}
