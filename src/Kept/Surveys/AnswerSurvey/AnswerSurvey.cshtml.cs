using Kept.Chrome.Fields;
using Kept.Domain.Cases;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kept.Surveys.AnswerSurvey;

/// <summary>
/// Where the buttons of the mail lead. Asking for it changes nothing, as mail scanners open links too. Where somebody looks at
/// it, its script sends the answer that was tapped in the mail; without script that is one large button.
/// </summary>
internal sealed class AnswerSurveyPage(AnswerSurvey answerSurvey, ReadSurvey read, Words words) : PageModel
{
    private const int LongestComment = 2000;

    [BindProperty(SupportsGet = true, Name = "secret")]
    public string? SecretText { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Answer { get; set; }

    [BindProperty]
    public string? Comment { get; set; }

    /// <summary>Sent by the script of the page, without a tap here.</summary>
    [BindProperty]
    public bool ByItself { get; set; }

    /// <summary>The answer that stands, if there is one.</summary>
    public SurveyAnswer? Given { get; private set; }

    /// <summary>The answer that was tapped in the mail, to be sent.</summary>
    public SurveyAnswer? Tapped { get; private set; }

    /// <summary>Where all answers can be chosen.</summary>
    public string AllAnswers => $"/survey/{SecretText}";

    /// <summary>Set once the answer has been taken: "yes", "no", "unsure" or "comment".</summary>
    public string? Thanks { get; private set; }

    /// <summary>They wrote something too, so that nothing is left to ask.</summary>
    public bool HasSaid { get; private set; }

    public string What { get; private set; } = "";

    public IEnumerable<Option> Options => Enum.GetValues<SurveyAnswer>()
        .Select(answer => answer.ToString().ToLowerInvariant())
        .Select(code => new Option(code, words[$"survey.answer.{code}"]));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is null)
        {
            return NotFound();
        }

        Tapped = Chosen;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is not { } secret)
        {
            return NotFound();
        }

        if (Chosen is not { } answer)
        {
            ModelState.AddModelError(nameof(Answer), words["survey.choose"]);
            return Page();
        }

        if (Comment?.Length > LongestComment)
        {
            ModelState.AddModelError(nameof(Comment), words["tracking.add.tooLong", ("most", LongestComment)]);
            return Page();
        }

        switch (await answerSurvey.HandleAsync(secret, answer, Comment, ByItself, cancellationToken))
        {
            case AnswerSurveyOutcome.Thanked thanked:
                Thanks = thanked.Reopened ? "reopened" : answer.ToString().ToLowerInvariant();
                HasSaid = !string.IsNullOrWhiteSpace(Comment);
                Comment = null;
                ModelState.Clear();
                return Page();
            case AnswerSurveyOutcome.AnsweredBefore:
                Tapped = answer;
                return Page();
            case AnswerSurveyOutcome.Busy:
                ModelState.AddModelError(nameof(Answer), words["tracking.again"]);
                return Page();
            default:
                return NotFound();
        }
    }

    private SurveyAnswer? Chosen => Enum.TryParse<SurveyAnswer>(Answer, ignoreCase: true, out var answer) && Enum.IsDefined(answer) ? answer : null;

    private async Task<Secret?> FindAsync(CancellationToken cancellationToken)
    {
        if (await read.HandleAsync(SecretText, words, cancellationToken) is not { } asked)
        {
            return null;
        }

        (Given, What) = (asked.Given, asked.What);
        return asked.Secret;
    }
}
