using Kept.Cases;
using Kept.Catalogue;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Promises;
using Kept.Storage;
using Kept.Surveys;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Exchange.ImportParts;

/// <param name="Name">In the other system.</param>
internal sealed record PartOfCase(AboutCase About, string Name, Part Part);

/// <summary>
/// Writes parts of many cases in one save, past everything that would tell people or programs of it and past the counting of
/// figures, which are counted anew at the end.
/// </summary>
internal sealed class TakeInParts(
    DbContextOptions<KeptDb> options, IWriteLane lane, CatalogueInUse catalogue, PromiseMakers makers, IdSource ids, IClock clock)
{
    private const int Tries = 5;

    public async Task HandleAsync(PartKind kind, string source, IReadOnlyList<PartOfCase> parts, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = new KeptDb(options, lane);
            await AddAsync(db, kind, source, parts, cancellationToken);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                return;
            }
            catch (DbUpdateConcurrencyException) when (attempt < Tries)
            {
                // Somebody saved one of these cases meanwhile: take them again.
            }
        }
    }

    private async Task AddAsync(KeptDb db, PartKind kind, string source, IReadOnlyList<PartOfCase> parts, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        var abouts = parts.Select(part => part.About).DistinctBy(about => about.Id).ToDictionary(about => about.Id);
        var cases = await LoadAsync(db, kind, parts, abouts.Values, cancellationToken);
        var services = await catalogue.ServicesOfAsync(cases.Values.Select(about => about.ServiceVersionId), cancellationToken);
        var works = services.ToDictionary(service => service.Key, service => WorkOn(service.Value, now));
        var words = kind.IsToBeFoundBy ? await WordsAsync(db, cases.Keys, cancellationToken) : [];
        var rounds = kind.Kind == ImportKind.Surveys ? await RoundsAsync(db, cases.Keys, cancellationToken) : [];
        var replacements = new Replacements(db, source, kind.Name);
        await replacements.LoadAsync(parts, cancellationToken);
        foreach (var part in parts)
        {
            var about = cases[part.About.Id];
            var id = part.Part.TakeIn(about, new PartWork(works[about.ServiceVersionId], source, part.About.CountedAt, db, rounds, words));
            db.Add(new ImportedRow(source, kind.Name, part.Name, about.Id, id, part.Part.ReplacedBy, now));
            replacements.Learn(about, part, id);
        }
    }

    private static async Task<IReadOnlyDictionary<CaseId, Case>> LoadAsync(
        KeptDb db, PartKind kind, IReadOnlyList<PartOfCase> parts, IReadOnlyCollection<AboutCase> abouts, CancellationToken cancellationToken)
    {
        var ids = abouts.Select(about => about.Id).ToList();
        var cases = await kind.With(db.Cases.Where(about => ids.Contains(about.Id))).AsSplitQuery().ToDictionaryAsync(about => about.Id, cancellationToken);
        var wanted = new LinesWanted(
            ids, [.. parts.Select(part => part.Part.SaidAt).OfType<Instant>().Distinct()], [.. abouts.Select(about => about.CountedAt).OfType<Instant>().Distinct()]);
        if (kind.Lines(db, wanted) is { } lines)
        {
            await lines.LoadAsync(cancellationToken);
        }

        return cases;
    }

    private static async Task<Dictionary<CaseId, CaseWords>> WordsAsync(KeptDb db, IEnumerable<CaseId> cases, CancellationToken cancellationToken)
    {
        var ids = cases.ToList();
        return await db.Set<CaseWords>().Where(words => ids.Contains(words.CaseId)).ToDictionaryAsync(words => words.CaseId, cancellationToken);
    }

    private static async Task<HashSet<(CaseId Case, int Round)>> RoundsAsync(KeptDb db, IEnumerable<CaseId> cases, CancellationToken cancellationToken)
    {
        var ids = cases.ToList();
        return [.. (await db.Set<Survey>().AsNoTracking().Where(survey => ids.Contains(survey.CaseId))
            .Select(survey => new { survey.CaseId, survey.Round }).ToListAsync(cancellationToken)).Select(survey => (survey.CaseId, survey.Round))];
    }

    private CaseWork WorkOn(Service service, Instant now) => new(service, makers.For(service), ids.Next, now, Actor.System);
}
