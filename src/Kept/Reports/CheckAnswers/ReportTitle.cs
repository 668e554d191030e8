using Kept.Catalogue;
using Kept.Domain.Catalogue;
using Kept.Texts;

namespace Kept.Reports.CheckAnswers;

/// <summary>What and where in one line: how a case stands in lists and letters.</summary>
internal static class ReportTitle
{
    private const int Most = 120;

    /// <summary>
    /// The first thing that was chosen, or else written, and the place in words; the service's name where neither was
    /// asked. Answers for staff alone are left out, as others may read the title.
    /// </summary>
    public static string Of(OpenDraft draft, Words words)
    {
        var what = First(draft, words, QuestionType.OneOf, QuestionType.ManyOf)
            ?? First(draft, words, QuestionType.Text)
            ?? draft.Service.Name.In(words.Language);
        var where = draft.Spot is { Place: var place } ? place.Address ?? place.Words : null;
        return where is null ? Short(what, Most) : $"{Short(what, Most / 2)}, {Short(where, Most - Math.Min(what.Length, Most / 2) - 2)}";
    }

    private static string? First(OpenDraft draft, Words words, params QuestionType[] types) =>
        draft.Asked.Questions
            .Where(question => types.Contains(question.Type) && !question.Internal && draft.AnswerTo(question.Code) is not null)
            .Select(question => AnswerWords.Of(question, draft.AnswerTo(question.Code), words))
            .FirstOrDefault();

    private static string Short(string text, int most)
    {
        var line = text.ReplaceLineEndings(" ");
        if (line.Length <= most)
        {
            return line;
        }

        var cut = line.LastIndexOf(' ', most - 1);
        return string.Concat(line.AsSpan(0, cut > most / 2 ? cut : most - 1).TrimEnd(",;. "), "…");
    }
}
