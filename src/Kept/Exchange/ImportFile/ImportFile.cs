using Kept.Staff;

namespace Kept.Exchange.ImportFile;

/// <summary>Brings a table in, of whatever kind: all ways in come through here.</summary>
internal sealed class ImportFile(ImportCases.ImportCases cases, ImportParts.ImportParts parts, ImportStaff.ImportStaff staff)
{
    /// <param name="by">Null for the command line, which cannot invite colleagues as nobody.</param>
    /// <param name="input">What and how.</param>
    /// <param name="file">Read twice: from its beginning it can be read again.</param>
    /// <param name="progress">Told how many rows have been dealt with.</param>
    /// <param name="cancellationToken">What was written until then stays.</param>
    public async Task<ImportOutcome> HandleAsync(
        StaffIdentity? by, ImportInput input, Stream file, IProgress<long>? progress, CancellationToken cancellationToken) => input.Kind switch
    {
        ImportKind.Staff => by is null ? new ImportOutcome.NotAllowed() : await staff.HandleAsync(by, input.DryRun, file, progress, cancellationToken),
        ImportKind.Cases => await cases.HandleAsync(by, input, file, progress, cancellationToken),
        _ => await parts.HandleAsync(by, input, file, progress, cancellationToken),
    };

    /// <summary>Which columns such a file has.</summary>
    public static ImportColumns ColumnsOf(ImportKind kind) => kind switch
    {
        ImportKind.Staff => ImportStaff.ImportStaff.Columns,
        ImportKind.Cases => ImportCases.CaseRowReader.Columns,
        _ => ImportParts.PartKind.All.Single(part => part.Kind == kind).Columns,
    };
}
