using Kept.Chrome.Fields;
using Kept.Domain.Cases;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Kept.Reports.IsItOneOfThese;

/// <summary>"This is it, keep me informed": asks where to write, and nothing else.</summary>
internal sealed class KeepMeInformedPage(FollowInstead follow, SimilarCases similar, SimilarCards cards, TextLibrary texts, Words words) : DraftPage
{
    [BindProperty(SupportsGet = true, Name = "reference")]
    public string? CaseReference { get; set; }

    [BindProperty]
    public string? Mail { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    public SimilarCard Card { get; private set; } = null!;

    public IEnumerable<Option> Languages => texts.Languages.Select(code => new Option(code, texts.In(code)["language.name"]));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is { } instead)
        {
            return instead;
        }

        (Mail, Language) = (Open.Details.Mail, Open.Draft.Language);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is { } instead)
        {
            return instead;
        }

        var mail = Mail?.Trim() ?? "";
        if (!GiveDetails.GiveDetails.IsMailAddress(mail))
        {
            ModelState.AddModelError(nameof(Mail), words[mail.Length == 0 ? "report.details.problem.missing.mail" : "report.details.problem.wrong.mail"]);
            return Page();
        }

        var language = texts.Has(Language) ? Language! : Open.Draft.Language;
        return await follow.HandleAsync(Address, Card.Reference, mail, language, By, cancellationToken) switch
        {
            FollowInsteadOutcome.Following following => Redirect(following.Draft.AddressOf(OpenDraft.FollowingStep)),
            FollowInsteadOutcome.NotOffered => Redirect(Open.AddressOf(OpenDraft.SimilarStep)),
            _ => Gone(),
        };
    }

    private async Task<IActionResult?> FindAsync(CancellationToken cancellationToken)
    {
        if (await OpenAsync(cancellationToken) is { } instead)
        {
            return instead;
        }

        var found = (await similar.FindAsync(Open, cancellationToken))
            .Where(found => Reference.TryParse(CaseReference, out var wanted) && found.Case.Reference == wanted).ToList();
        if (found.Count == 0)
        {
            return Redirect(Open.AddressOf(OpenDraft.SimilarStep));
        }

        Card = (await cards.OfAsync(found, words, cancellationToken))[0];
        return null;
    }
}
