using Kept.Catalogue;
using Kept.Domain.Cases;
using Kept.Storage;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;

namespace Kept.Surveys.AnswerSurvey;

/// <param name="What">The service and the reference, as people read them.</param>
/// <param name="Given">The answer that stands; null where there is none.</param>
internal sealed record SurveyAsked(Secret Secret, Reference Reference, string What, SurveyAnswer? Given);

/// <summary>What somebody is asked, and what they have answered.</summary>
internal sealed class ReadSurvey(KeptDb db, CatalogueInUse catalogue)
{
    /// <summary>Null where there is none of this secret.</summary>
    public async Task<SurveyAsked?> HandleAsync(string? typed, Words words, CancellationToken cancellationToken)
    {
        if (!Secret.TryParse(typed, out var secret))
        {
            return null;
        }

        var about = await db.Set<Survey>().AsNoTracking().Where(survey => survey.Secret == secret)
            .Join(db.Cases, survey => survey.CaseId, found => found.Id, (survey, found) => new { survey.Answer, found.ServiceVersionId, found.Reference })
            .SingleOrDefaultAsync(cancellationToken);
        if (about is null)
        {
            return null;
        }

        var service = await catalogue.ServiceOfAsync(about.ServiceVersionId, cancellationToken);
        var what = words["tracking.title", ("what", service.Name.In(words.Language)), ("reference", about.Reference.ToString())];
        return new SurveyAsked(secret, about.Reference, what, about.Answer);
    }
}
