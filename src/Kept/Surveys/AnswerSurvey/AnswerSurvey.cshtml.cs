using Kept.Catalogue;
using Kept.Chrome.Fields;
using Kept.Domain.Cases;
using Kept.Storage;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Kept.Surveys.AnswerSurvey;

/// <summary>
/// Where the buttons of the mail lead. Opening it changes nothing, as mail scanners open links too: the answer is chosen
/// already, and sending it is one tap.
/// </summary>
internal sealed class AnswerSurveyPage(AnswerSurvey answerSurvey, KeptDb db, CatalogueInUse catalogue, Words words) : PageModel
{
    private const int LongestComment = 2000;

    [BindProperty(SupportsGet = true, Name = "secret")]
    public string? SecretText { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Answer { get; set; }

    [BindProperty]
    public string? Comment { get; set; }

    /// <summary>Set once the answer has been taken: "yes", "no", "unsure" or "comment".</summary>
    public string? Thanks { get; private set; }

    /// <summary>They wrote something too, so that nothing is left to ask.</summary>
    public bool HasSaid { get; private set; }

    public string What { get; private set; } = "";

    public IEnumerable<Option> Options => Enum.GetValues<SurveyAnswer>()
        .Select(answer => answer.ToString().ToLowerInvariant())
        .Select(code => new Option(code, words[$"survey.answer.{code}"]));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await FindAsync(cancellationToken) is null ? NotFound() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is not { } secret)
        {
            return NotFound();
        }

        if (!Enum.TryParse<SurveyAnswer>(Answer, ignoreCase: true, out var answer) || !Enum.IsDefined(answer))
        {
            ModelState.AddModelError(nameof(Answer), words["survey.choose"]);
            return Page();
        }

        if (Comment?.Length > LongestComment)
        {
            ModelState.AddModelError(nameof(Comment), words["tracking.add.tooLong", ("most", LongestComment)]);
            return Page();
        }

        switch (await answerSurvey.HandleAsync(secret, answer, Comment, cancellationToken))
        {
            case AnswerSurveyOutcome.Thanked thanked:
                Thanks = thanked.Reopened ? "reopened" : answer.ToString().ToLowerInvariant();
                HasSaid = !string.IsNullOrWhiteSpace(Comment);
                Comment = null;
                ModelState.Clear();
                return Page();
            case AnswerSurveyOutcome.Busy:
                ModelState.AddModelError(nameof(Answer), words["tracking.again"]);
                return Page();
            default:
                return NotFound();
        }
    }

    private async Task<Secret?> FindAsync(CancellationToken cancellationToken)
    {
        if (!Secret.TryParse(SecretText, out var secret))
        {
            return null;
        }

        var about = await db.Set<Survey>().AsNoTracking().Where(survey => survey.Secret == secret)
            .Join(db.Cases, survey => survey.CaseId, found => found.Id, (_, found) => new { found.ServiceVersionId, found.Reference })
            .SingleOrDefaultAsync(cancellationToken);
        if (about is null)
        {
            return null;
        }

        var service = await catalogue.ServiceOfAsync(about.ServiceVersionId, cancellationToken);
        What = words["tracking.title", ("what", service.Name.In(words.Language)), ("reference", about.Reference.ToString())];
        return secret;
    }
}
