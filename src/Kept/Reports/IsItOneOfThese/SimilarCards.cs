using System.Collections.Immutable;
using Kept.Catalogue;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Domain.Catalogue.Answers;
using Kept.Files;
using Kept.Promises;
using Kept.Storage;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;

namespace Kept.Reports.IsItOneOfThese;

/// <param name="What">What its reporter chose from lists; never what they wrote.</param>
/// <param name="Where">"40 m from you, 12 Mill Lane"; never the place in the words of whoever reported it.</param>
/// <param name="Promise">The sentence that counts now.</param>
/// <param name="Photo">Path of a picture; null where there is none to show.</param>
internal sealed record SimilarCard(Reference Reference, string What, string Where, string? Promise, string? Photo);

/// <summary>Says of a similar case what a neighbour may know: what kind, where, by when, and a photo. Nothing about who reported it.</summary>
internal sealed class SimilarCards(KeptDb db, CatalogueInUse catalogue, PromiseMakers promises)
{
    public async Task<ImmutableArray<SimilarCard>> OfAsync(IReadOnlyCollection<SimilarCase> similar, Words words, CancellationToken cancellationToken)
    {
        var services = await catalogue.ServicesOfAsync(similar.Select(found => found.Case.ServiceVersionId), cancellationToken);
        var photos = await PhotosAsync([.. similar.Select(found => found.Case.Id)], cancellationToken);
        return [.. similar.Select(found => Card(found, services[found.Case.ServiceVersionId], photos.GetValueOrDefault(found.Case.Id), words))];
    }

    private SimilarCard Card(SimilarCase similar, Service service, string? photo, Words words)
    {
        var found = similar.Case;
        var promise = found.CurrentPromise is { IsOpen: true } open ? promises.For(service).InWords(open, words.Language) : null;
        return new SimilarCard(found.Reference, What(found, service, words), Where(similar, words), promise, photo);
    }

    private static string What(Case found, Service service, Words words)
    {
        var answers = AnswerJson.ReadStored(service, found.Answers);
        var chosen = from question in service.Questions
                     where question.Type is QuestionType.OneOf or QuestionType.ManyOf && !question.Internal && answers.ContainsKey(question.Code)
                     select AnswerWords.Of(question, answers[question.Code], words);
        var said = string.Join(". ", chosen.Take(2));
        return said.Length > 0 ? said : service.Name.In(words.Language);
    }

    private static string Where(SimilarCase similar, Words words)
    {
        var said = similar.Case.Place.Address;
        return similar.Metres is not { } metres ? words["report.similar.sameAddress", ("place", said)]
            : said is null ? words["report.similar.distance", ("metres", Rounded(metres))]
            : words["report.similar.distanceAndPlace", ("metres", Rounded(metres)), ("place", said)];
    }

    /// <summary>To five metres: a telephone knows its place no better.</summary>
    private static int Rounded(double metres) => Math.Max(5, (int)Math.Round(metres / 5) * 5);

    private async Task<Dictionary<CaseId, string>> PhotosAsync(CaseId[] cases, CancellationToken cancellationToken)
    {
        var files = await db.Set<StoredFile>().AsNoTracking()
            .Where(file => file.CaseId != null && cases.Contains(file.CaseId.Value) && file.IsPublic && file.Purpose == FilePurpose.Report)
            .OrderBy(file => file.Id)
            .ToListAsync(cancellationToken);
        return files.Where(file => file.Kind.IsShownInPage)
            .GroupBy(file => file.CaseId!.Value)
            .ToDictionary(ofCase => ofCase.Key, ofCase => ofCase.First().Path);
    }
}
