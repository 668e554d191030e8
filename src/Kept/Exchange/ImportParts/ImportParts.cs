using System.Runtime.CompilerServices;
using Kept.Counts.RecountOverview;
using Kept.Exchange.ImportFile;
using Kept.Staff;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Exchange.ImportParts;

/// <summary>
/// Takes over what belongs to cases from another system: promises, contacts, visits, words, people, answers. The whole file is
/// read first, and with one problem in it nothing is taken in. Then all is, in batches; what is there already is left alone.
/// Nobody is told.
/// </summary>
internal sealed class ImportParts(KeptDb db, PartReading reading, CasesOfRows cases, TakeInParts takeIn, RecountOverview recount)
{
    private const int Batch = 1000;

    /// <param name="by">Null for the command line.</param>
    /// <param name="input">What and how.</param>
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

        var kind = PartKind.All.Single(kind => kind.Kind == input.Kind);
        var check = new PartCheck(kind);
        await foreach (var batch in ReadAsync(kind, file, check.Problems, cancellationToken))
        {
            await CheckAsync(kind, input.Source!, batch, check, cancellationToken);
        }

        await CheckReplacementsAsync(kind, input.Source!, check, cancellationToken);
        if (check.Problems.Count > 0)
        {
            return check.Problems.Outcome(check.Rows);
        }

        if (input.DryRun)
        {
            return new ImportOutcome.Right(check.Rows - check.There - check.PassedOver, check.There, check.PassedOver);
        }

        file.Position = 0;
        var (taken, rows) = (0L, 0L);
        await foreach (var batch in ReadAsync(kind, file, new ImportProblems(), cancellationToken))
        {
            taken += await TakeInAsync(kind, input.Source!, batch, cancellationToken);
            rows += batch.Count;
            progress?.Report(rows);
        }

        await recount.HandleAsync(cancellationToken: cancellationToken);
        return new ImportOutcome.Imported(taken, rows - taken - check.PassedOver, check.PassedOver);
    }

    private async Task CheckAsync(PartKind kind, string source, List<PartRow> batch, PartCheck check, CancellationToken cancellationToken)
    {
        var abouts = await cases.FindAsync(source, batch, cancellationToken);
        foreach (var row in batch)
        {
            check.See(row, abouts.GetValueOrDefault(row.Case));
        }

        var fresh = await WhatIsNewAsync(kind, source, batch, abouts, cancellationToken);
        check.There += batch.Count(row => row.Part is not null) - fresh.Count;
    }

    /// <summary>A promise cannot have been replaced by one that nobody knows.</summary>
    private async Task CheckReplacementsAsync(PartKind kind, string source, PartCheck check, CancellationToken cancellationToken)
    {
        foreach (var some in check.ReplacementsNotInFile.Chunk(Batch))
        {
            var names = some.Select(one => one.Name).ToList();
            var known = await db.Set<ImportedRow>().AsNoTracking().Where(row => row.Source == source && row.Kind == kind.Name && names.Contains(row.ExternalId))
                .Select(row => row.ExternalId).ToListAsync(cancellationToken);
            foreach (var (name, line) in some.Where(one => !known.Contains(one.Name)))
            {
                check.Problems.Add(line, "replaced_by_id", "nobody");
            }
        }
    }

    private async Task<long> TakeInAsync(PartKind kind, string source, List<PartRow> batch, CancellationToken cancellationToken)
    {
        var abouts = await cases.FindAsync(source, batch, cancellationToken);
        var fresh = await WhatIsNewAsync(kind, source, batch, abouts, cancellationToken);
        if (fresh.Count > 0)
        {
            await takeIn.HandleAsync(kind, source, [.. fresh.Select(row => new PartOfCase(abouts[row.Case], row.Id, row.Part!))], cancellationToken);
        }

        return fresh.Count;
    }

    /// <summary>Rows that make something that is not here yet.</summary>
    private async Task<List<PartRow>> WhatIsNewAsync(
        PartKind kind, string source, List<PartRow> batch, IReadOnlyDictionary<string, AboutCase> abouts, CancellationToken cancellationToken)
    {
        var names = batch.Select(row => row.Id).ToList();
        var known = (await db.Set<ImportedRow>().AsNoTracking().Where(row => row.Source == source && row.Kind == kind.Name && names.Contains(row.ExternalId))
            .Select(row => row.ExternalId).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        // An export of this very installation names cases by their references here, and rows by their ids.
        var ids = batch.Where(row => abouts.GetValueOrDefault(row.Case) is { ByReference: true })
            .Select(row => long.TryParse(row.Id, out var id) ? id : 0).Where(id => id > 0).ToList();
        var here = ids.Count == 0 ? [] : (await kind.Here(db, ids).ToListAsync(cancellationToken)).ToDictionary(row => row.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), row => row.CaseId);
        return [.. batch.Where(row => row.Part is { } part && abouts.TryGetValue(row.Case, out var about)
            && !known.Contains(row.Id) && !part.IsHere(about) && !(here.TryGetValue(row.Id, out var of) && of == about.Id))];
    }

    private async IAsyncEnumerable<List<PartRow>> ReadAsync(
        PartKind kind, Stream file, ImportProblems problems, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batch = new List<PartRow>(Batch);
        await foreach (var row in ReadRows.FromAsync(file, kind.Columns, problems, cancellationToken))
        {
            batch.Add(new PartRow(row, row.Required("case", 100), row.Required("id", 100), kind.Read(row, reading)));
            if (batch.Count == Batch)
            {
                yield return batch;
                batch = new List<PartRow>(Batch);
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}
