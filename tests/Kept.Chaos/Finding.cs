using System.Globalization;

namespace Kept.Chaos;

/// <summary>One thing that was promised, what was found, and whether it held.</summary>
internal sealed record Finding(string What, string Found, string Promised, bool Holds)
{
    public static Finding None(string what, int count) => new(what, Number(count), "0", count == 0);

    public static Finding Same(string what, int promised, int found) => new(what, Number(found), Number(promised), promised == found);

    /// <summary>For the reader only.</summary>
    public static Finding Note(string what, string found) => new(what, found, "", Holds: true);

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";
}

/// <summary>Findings as the table that docs/reliability.md takes.</summary>
internal static class FindingTable
{
    public static int Print(IReadOnlyList<Finding> findings, TextWriter output)
    {
        output.WriteLine("| what | found | promised | |");
        output.WriteLine("| --- | --- | --- | --- |");
        foreach (var finding in findings)
        {
            output.WriteLine($"| {finding.What} | {finding.Found} | {finding.Promised} | {(finding.Promised.Length == 0 ? "" : finding.Holds ? "holds" : "BROKEN")} |");
        }

        return findings.All(finding => finding.Holds) ? 0 : 1;
    }
}
