using Kept.Exchange.ImportFile;

namespace Kept.Exchange.ImportParts;

/// <summary>What has been seen of a file so far. Of names the hashes are kept: 16 bytes of each.</summary>
internal sealed class PartCheck(PartKind kind)
{
    private readonly HashSet<UInt128> names = [];
    private readonly HashSet<UInt128> namesOfCases = [];
    private readonly List<(UInt128 OfCase, string Name, long Line)> replacements = [];

    public ImportProblems Problems { get; } = new();

    public long Rows { get; private set; }

    public long PassedOver { get; private set; }

    public long There { get; set; }

    /// <summary>Named as given in the place of a promise of the same case, and in no row.</summary>
    public IEnumerable<(string Name, long Line)> ReplacementsNotInFile =>
        replacements.Where(one => !namesOfCases.Contains(one.OfCase)).Select(one => (one.Name, one.Line));

    /// <param name="row">The next one.</param>
    /// <param name="about">Null where there is no such case.</param>
    public void See(PartRow row, AboutCase? about)
    {
        Rows++;
        PassedOver += row.Part is null ? 1 : 0;
        if (about is null && row.Case.Length > 0)
        {
            row.Row.Wrong("case", "case");
        }

        if (row.Id.Length > 0 && !names.Add(NameHash.Of(row.Id)))
        {
            row.Row.Wrong("id", "twice");
        }

        if (about is not null)
        {
            row.Part?.Check(row.Row, about);
        }

        SeeReplacement(row);
    }

    private void SeeReplacement(PartRow row)
    {
        if (kind.Kind == ImportKind.Promises)
        {
            namesOfCases.Add(OfCase(row, row.Id));
        }

        if (row.Part?.ReplacedBy is { } other)
        {
            replacements.Add((OfCase(row, other), other, row.Row.Line));
        }
    }

    private static UInt128 OfCase(PartRow row, string name) => NameHash.Of($"{row.Case}\n{name}");
}
