using Kept.Cases;
using Kept.Counts.RecountOverview;
using Kept.Domain.Cases;
using Kept.Exchange.ImportFile;
using Kept.Promises;
using Kept.Settings;
using Kept.Staff;
using Kept.Storage;
using Kept.Storage.Bulk;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Exchange.ImportCases;

/// <summary>
/// Takes over cases from another system. The whole file is read first, and with one problem in it nothing is taken in. Then all
/// is, in batches; a case that is there already is left alone, so that the same file again, or after a crash, does nothing
/// twice. Nobody is told.
/// </summary>
internal sealed class ImportCases(
    KeptDb db, CaseRowReader reader, PromiseMakers makers, RecountOverview recount, IdSource ids, IClock clock, IOptions<KeptSettings> settings)
{
    private const int Batch = 1000;

    /// <param name="by">Null for the command line.</param>
    /// <param name="input">How.</param>
    /// <param name="file">Read twice: from its beginning it can be read again.</param>
    /// <param name="progress">Told how many rows have been dealt with.</param>
    /// <param name="cancellationToken">Batches that were written until then stay.</param>
    public async Task<ImportOutcome> HandleAsync(
        StaffIdentity? by, ImportInput input, Stream file, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        if (by?.MayActAs(StaffRole.Administrator) == false)
        {
            return new ImportOutcome.NotAllowed();
        }

        var owners = await OwnersAsync(cancellationToken);
        var (problems, rows, there) = await CheckAsync(input.Source!, file, owners, cancellationToken);
        if (problems.Count > 0)
        {
            return problems.Outcome(rows);
        }

        if (input.DryRun)
        {
            return new ImportOutcome.Right(rows - there, there);
        }

        file.Position = 0;
        var done = await TakeInAsync(input.Source!, file, owners, progress, cancellationToken);
        await recount.HandleAsync(cancellationToken: cancellationToken);
        return new ImportOutcome.Imported(done, rows - done);
    }

    private async Task<(ImportProblems Problems, long Rows, long There)> CheckAsync(
        string source, Stream file, IReadOnlyDictionary<string, long> owners, CancellationToken cancellationToken)
    {
        var (problems, rows, there) = (new ImportProblems(), 0L, 0L);
        // Of a million names the hashes are kept, not the names.
        var names = new HashSet<UInt128>();
        await foreach (var batch in ReadAsync(file, problems, cancellationToken))
        {
            foreach (var row in batch)
            {
                rows++;
                if (row.ExternalId.Length > 0 && !names.Add(NameHash.Of(row.ExternalId)))
                {
                    row.Row.Wrong(row.NamedBy, "twice");
                }

                if (row.OwnerMail is { } mail && !owners.ContainsKey(StaffMember.KeyOf(mail)))
                {
                    row.Row.Wrong("owner_mail", "owner");
                }
            }

            there += (await KnownAsync(source, batch, cancellationToken)).Count;
        }

        return (problems, rows, there);
    }

    private async Task<long> TakeInAsync(
        string source, Stream file, IReadOnlyDictionary<string, long> owners, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var (taken, rows) = (0L, 0L);
        await using var writer = BulkWriter.For(db, settings);
        await foreach (var batch in ReadAsync(file, new ImportProblems(), cancellationToken))
        {
            var known = await KnownAsync(source, batch, cancellationToken);
            var missing = batch.Where(one => !known.Contains(one.ExternalId)).ToList();
            if (missing.Count > 0)
            {
                var references = await ReferencesAsync(missing, cancellationToken);
                await writer.WriteAsync(missing.Zip(references).SelectMany(one => RowsOf(source, one.First, owners, one.Second)), cancellationToken);
            }

            taken += missing.Count;
            rows += batch.Count;
            progress?.Report(rows);
        }

        return taken;
    }

    private IEnumerable<object> RowsOf(string source, CaseRow row, IReadOnlyDictionary<string, long> owners, Reference reference)
    {
        var old = row.Case!;
        var service = old.Service.Service;
        var work = new CaseWork(service, makers.For(service), ids.Next, clock.GetCurrentInstant(), Actor.System) { NewReference = () => reference };
        var taken = Case.TakeOver(old.Submission, old.Former, work);
        if (row.OwnerMail is { } mail)
        {
            taken.Take(work with { Actor = Actor.Staff, ById = owners[StaffMember.KeyOf(mail)] });
        }

        return
        [
            taken, .. taken.Followers, .. taken.Stages, .. taken.Promises, .. taken.ContactLog, .. taken.Events,
            CaseWords.Of(taken, $"{row.ExternalId} {old.Former.Note}"), new ImportedCase(source, row.ExternalId, taken.Id, work.Now),
        ];
    }

    private async IAsyncEnumerable<List<CaseRow>> ReadAsync(
        Stream file, ImportProblems problems, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batch = new List<CaseRow>(Batch);
        await foreach (var row in ReadRows.FromAsync(file, CaseRowReader.Columns, problems, cancellationToken))
        {
            batch.Add(reader.Read(row));
            if (batch.Count == Batch)
            {
                yield return batch;
                batch = new List<CaseRow>(Batch);
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    /// <summary>Names of cases that were taken in before, or are here because the table is an export of this very installation.</summary>
    private async Task<HashSet<string>> KnownAsync(string source, List<CaseRow> batch, CancellationToken cancellationToken)
    {
        var names = batch.Select(row => row.ExternalId).Distinct().ToList();
        HashSet<string> known = [.. await db.Set<ImportedCase>().Where(known => known.Source == source && names.Contains(known.ExternalId))
            .Select(known => known.ExternalId).ToListAsync(cancellationToken)];
        var here = await HereAsync(batch, cancellationToken);
        known.UnionWith(batch.Where(row => row.Reference is { } own && here.TryGetValue(own, out var receivedAt) && IsThen(row, receivedAt)).Select(row => row.ExternalId));
        return known;
    }

    /// <summary>To the second, as spreadsheets write it.</summary>
    private static bool IsThen(CaseRow row, Instant receivedAt) =>
        row.Case is { } old && old.Former.ReceivedAt - receivedAt is var apart && apart < Duration.FromSeconds(1) && apart > -Duration.FromSeconds(1);

    /// <summary>A case of another Kept keeps its reference, which residents know, where no case here has it.</summary>
    /// <returns>One for each, in their order.</returns>
    private async Task<IReadOnlyList<Reference>> ReferencesAsync(List<CaseRow> missing, CancellationToken cancellationToken)
    {
        var drawn = await new FreeReferences(db, Reference.NewRandom).DrawAsync(missing.Count, cancellationToken);
        var taken = (await HereAsync(missing, cancellationToken)).Keys.Concat(drawn).ToHashSet();
        return [.. missing.Select(row => row.Reference is { } own && taken.Add(own) ? own : drawn.Dequeue())];
    }

    private async Task<Dictionary<Reference, Instant>> HereAsync(IEnumerable<CaseRow> batch, CancellationToken cancellationToken)
    {
        var references = batch.Select(row => row.Reference).OfType<Reference>().ToList();
        return references.Count == 0 ? [] : await db.Cases.AsNoTracking().Where(here => references.Contains(here.Reference))
            .ToDictionaryAsync(here => here.Reference, here => here.ReceivedAt, cancellationToken);
    }

    private async Task<IReadOnlyDictionary<string, long>> OwnersAsync(CancellationToken cancellationToken)
    {
        return await db.Set<StaffMember>().AsNoTracking().Where(member => member.Active && member.EmailConfirmed && member.NormalizedEmail != null)
            .ToDictionaryAsync(member => member.NormalizedEmail!, member => member.Id, cancellationToken);
    }
}
