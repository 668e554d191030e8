using System.Text.Json.Nodes;
using Kept.Cases.ReceiveCase;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Domain.Catalogue.Answers;
using Kept.Texts;

namespace Kept.Cases;

/// <summary>
/// The line a case stands under in lists. It is kept in the reporter's language; what they chose from lists reads as the reader
/// would choose it, and what they wrote stays as they wrote it.
/// </summary>
internal static class CaseTitle
{
    public static string In(Case about, Service service, TextLibrary texts, Words reader) =>
        In(new TitledCase(about.Title, about.Language, about.Answers, about.Place), service, texts, reader);

    /// <summary>A title that was not made of the answers, as of a case from another system, stays what it is.</summary>
    public static string In(TitledCase about, Service service, TextLibrary texts, Words reader)
    {
        if (about.Language == reader.Language
            || AnswerJson.Read(service, JsonNode.Parse(about.Answers) as JsonObject ?? []) is not AnswersOutcome.Complete { Answers: var answers })
        {
            return about.Title;
        }

        return SubmissionText.TitleOf(service, answers, about.Place, texts.In(about.Language)) == about.Title
            ? SubmissionText.TitleOf(service, answers, about.Place, reader)
            : about.Title;
    }
}

/// <summary>What of a case its title depends on.</summary>
/// <param name="Language">Of the reporter.</param>
/// <param name="Answers">As JSON.</param>
internal sealed record TitledCase(string Title, string Language, string Answers, Place Place);
