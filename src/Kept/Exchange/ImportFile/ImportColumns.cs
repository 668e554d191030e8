namespace Kept.Exchange.ImportFile;

/// <summary>Which columns a file has.</summary>
/// <param name="Required">Those that must be there; <c>one|other</c> where either will do.</param>
/// <param name="Optional">Those that may be there; any other is a problem, as it may be a mistyped one.</param>
/// <param name="PassedOver">Those that an export has and an import has no use for: Kept counts or decides that itself.</param>
internal sealed record ImportColumns(string[] Required, string[] Optional, params string[] PassedOver)
{
    public const char Or = '|';

    /// <summary>Of those that must be there, the ones that are not.</summary>
    public IEnumerable<string> MissingIn(IReadOnlyCollection<string> columns) =>
        Required.Select(name => name.Split(Or)).Where(either => !either.Any(columns.Contains)).Select(either => string.Join(" / ", either));

    /// <summary>Those that nobody knows.</summary>
    public IEnumerable<string> UnknownIn(IEnumerable<string> columns) =>
        columns.Except(Required.SelectMany(name => name.Split(Or))).Except(Optional).Except(PassedOver);
}
