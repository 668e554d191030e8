using Kept.Chrome.Fields;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Kept.Reports.GiveDetails;

/// <summary>The fields of the page about the person.</summary>
internal sealed class TypedDetails
{
    public string? Name { get; set; }

    public string? Mail { get; set; }

    public string? Phone { get; set; }

    public string? Address { get; set; }

    /// <summary>In which we write.</summary>
    public string? Language { get; set; }
}

/// <summary>Who writes, as far as the service has to know and the person wants to say.</summary>
internal sealed class GiveDetailsPage(GiveDetails give, TextLibrary texts, Words words) : DraftPage
{
    [BindProperty]
    public TypedDetails Typed { get; set; } = new();

    public AskedDetails Asked => Open.Service.Details;

    public string BackTo => Change ? Open.AddressOf(OpenDraft.CheckStep) : Open.BeforeDetails;

    public IEnumerable<Option> Languages => texts.Languages.Select(code => new Option(code, texts.In(code)["language.name"]));

    public string LabelOf(string detail, Need need) =>
        need == Need.Required ? words[$"report.details.{detail}"] : words["report.question.optional", ("question", words[$"report.details.{detail}"])];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await OpenAsync(cancellationToken) is { } instead)
        {
            return instead;
        }

        var known = Open.Details;
        Typed = new TypedDetails { Name = known.Name, Mail = known.Mail, Phone = known.Phone, Address = known.Address, Language = Open.Draft.Language };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await OpenAsync(cancellationToken) is { } instead)
        {
            return instead;
        }

        var details = new ContactDetails(Typed.Name, Typed.Mail, Typed.Phone, Typed.Address);
        var language = texts.Has(Typed.Language) ? Typed.Language! : Open.Draft.Language;
        var input = new GiveDetailsInput(Address.Service, Address.Draft, details, language, Open.Details.Channel);
        switch (await give.HandleAsync(input, cancellationToken))
        {
            case GiveDetailsOutcome.Saved saved:
                Open = saved.Draft;
                return Next(Open.AddressOf(OpenDraft.SimilarStep));
            case GiveDetailsOutcome.Refused refused:
                foreach (var (detail, key) in refused.Problems)
                {
                    ModelState.AddModelError($"Typed.{detail}", words[$"report.details.problem.{key}"]);
                }

                return Page();
            default:
                return Gone();
        }
    }
}
