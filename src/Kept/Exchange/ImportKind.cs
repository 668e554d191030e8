namespace Kept.Exchange;

/// <summary>What can be brought in from a table.</summary>
public enum ImportKind
{
    Cases,
    Promises,
    Contacts,
    Visits,
    Events,
    Followers,
    Surveys,
    Staff,
}

/// <summary>What is to be brought in, and how.</summary>
/// <param name="Source">The other system, under which the names of its rows are unique; null for colleagues.</param>
/// <param name="DryRun">Only look.</param>
internal sealed record ImportInput(ImportKind Kind, string? Source, bool DryRun)
{
    private const int LongestSource = 40;

    public static bool NeedsSource(ImportKind kind) => kind != ImportKind.Staff;

    public static bool IsSource(string? text) =>
        !string.IsNullOrWhiteSpace(text) && text.Trim().Length <= LongestSource && !text.Any(char.IsControl);
}
