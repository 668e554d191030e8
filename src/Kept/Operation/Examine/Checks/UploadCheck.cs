using System.Security.Cryptography;
using Kept.Files;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Operation.Examine.Checks;

/// <summary>Whether every row of an upload has its file, and every file its row.</summary>
internal sealed class UploadCheck(KeptDb db, FileStore store, IClock clock) : ICheck
{
    /// <summary>The sweep takes what is a week old, within a day.</summary>
    private static readonly Duration Unswept = Duration.FromDays(9);

    public string Name => "uploads";

    public bool NeedsDatabase => true;

    public Depth From => Depth.Usual;

    public async Task<IReadOnlyList<Finding>> LookAsync(Depth depth, CancellationToken cancellationToken)
    {
        var (known, missing, changed) = (new HashSet<long>(), 0, 0);
        await foreach (var row in db.Set<StoredFile>().AsNoTracking().Select(file => new { file.Id, file.Size, file.Hash }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            known.Add(row.Id);
            await using var content = store.Open(row.Id);
            missing += content is null ? 1 : 0;
            changed += content is not null && (content.Length != row.Size || (depth == Depth.Deep && await HashAsync(content, cancellationToken) != row.Hash)) ? 1 : 0;
        }

        var before = clock.GetCurrentInstant() - Unswept;
        var orphans = Enumerable.Range(0, FileStore.Folders).Sum(folder => store.StoredBefore(before, folder).Count(id => !known.Contains(id)));
        var findings = new List<Finding>();
        AddTo(findings, missing, Severity.Bad, "missing");
        AddTo(findings, changed, Severity.Bad, "changed");
        AddTo(findings, orphans, Severity.Attention, "orphans");
        return findings.Count > 0 ? findings : [Finding.Good(Name, ("count", known.Count))];
    }

    private void AddTo(List<Finding> findings, int count, Severity severity, string text)
    {
        if (count > 0)
        {
            findings.Add(new Finding(Name, severity, text, ("count", count)));
        }
    }

    private static async Task<string> HashAsync(Stream content, CancellationToken cancellationToken) =>
        Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
}
