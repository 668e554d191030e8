using System.Collections.Immutable;
using System.Globalization;
using Kept.Catalogue;
using Kept.Domain.Catalogue;
using Kept.Domain.Catalogue.Answers;
using Kept.Files;
using Kept.Reports.AnswerQuestion;
using Kept.Reports.IsItOneOfThese;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Kept.Reports.CheckAnswers;

/// <summary>Everything once more, each to be changed; and the button that sends it.</summary>
internal sealed class CheckAnswersPage(SendReport send, FreeSlots slots, SimilarCases similar, FileAnswer files, TextLibrary texts, Words words) : DraftPage
{
    /// <summary>Names of the files of each question that asks for some.</summary>
    public Dictionary<string, ImmutableArray<StoredFile>> Files { get; } = [];

    public string LanguageName => texts.In(Open.Draft.Language)["language.name"];

    public string InWords(Question question) => AnswerWords.InFull(question, Open.AnswerTo(question.Code), words);

    /// <summary>The marked place of a question that asks for one, as the map takes it; null where no point is marked.</summary>
    public string? PointOf(Question question) =>
        (Open.AnswerTo(question.Code) as AnswerValue.Spot)?.Place is { Latitude: { } latitude, Longitude: { } longitude }
            ? string.Create(CultureInfo.InvariantCulture, $"{latitude},{longitude}")
            : null;

    /// <summary>Where that is, for those to whom no map is shown; null where the answer says it already.</summary>
    public string? DegreesOf(Question question) =>
        (Open.AnswerTo(question.Code) as AnswerValue.Spot)?.Place is { HasPoint: true } place && !string.IsNullOrWhiteSpace(place.Address + place.Words)
            ? AnswerWords.Of(place with { Address = null, Words = null }, words)
            : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await OpenAsync(cancellationToken) is { } instead)
        {
            return instead;
        }

        if (await Missing.StepAsync(Open, slots, cancellationToken) is { } step)
        {
            return Redirect(Open.AddressToChange(step));
        }

        if (!NoneOfThese.WasSaid(Open) && (await similar.FindAsync(Open, cancellationToken)).Length > 0)
        {
            return Redirect(Open.AddressOf(OpenDraft.SimilarStep));
        }

        foreach (var question in Open.Asked.Questions.Where(question => question.Type is QuestionType.Photos or QuestionType.Documents))
        {
            Files[question.Code] = await files.FilesOfAsync(Open, question.Code, cancellationToken);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await OpenAsync(cancellationToken) is { } instead)
        {
            return instead;
        }

        return await send.HandleAsync(Address.Service, Address.Draft, By, cancellationToken) switch
        {
            SendReportOutcome.Sent sent => Redirect(sent.Confirmation),
            SendReportOutcome.Incomplete incomplete => Redirect(Open.AddressToChange(incomplete.Step)),
            SendReportOutcome.SlotTaken taken => Redirect(Open.AddressToChange(taken.Step)),
            _ => Gone(),
        };
    }
}
