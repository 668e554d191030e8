using Kept.Catalogue;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Domain.Catalogue.Answers;
using Kept.Texts;

namespace Kept.Cases.ReceiveCase;

/// <summary>Checked answers as texts: the line a case stands under in lists, and all the words it is found by.</summary>
internal static class SubmissionText
{
    private const int LongestTitle = 120;

    /// <summary>
    /// "Furniture or a mattress, lane behind Mill School": the first thing that was chosen, or else written, and where;
    /// the service's name where neither was asked. Answers for staff alone are left out, as others may read the title.
    /// </summary>
    public static string TitleOf(Service service, IReadOnlyDictionary<string, AnswerValue> answers, Place place, Words words)
    {
        var what = First(service, answers, words, QuestionType.OneOf, QuestionType.ManyOf)
            ?? First(service, answers, words, QuestionType.Text)
            ?? service.Name.In(words.Language);
        var where = string.IsNullOrWhiteSpace(place.Address) ? place.Words : place.Address;
        return string.IsNullOrWhiteSpace(where)
            ? Short(what, LongestTitle)
            : $"{Short(what, LongestTitle / 2)}, {Short(where, LongestTitle - Math.Min(what.Length, LongestTitle / 2) - 2)}";
    }

    /// <summary>All answers as people read them, in the language they were given in and in English.</summary>
    public static string SearchWordsOf(Service service, IReadOnlyDictionary<string, AnswerValue> answers, TextLibrary texts, string language)
    {
        var languages = language == TextLibrary.FallbackLanguage ? [language] : new[] { language, TextLibrary.FallbackLanguage };
        return string.Join(' ', languages.Select(texts.In).SelectMany(words => service.Questions
            .Where(question => answers.ContainsKey(question.Code))
            .Select(question => AnswerWords.Of(question, answers[question.Code], words))
            .Prepend(service.Name.In(words.Language))));
    }

    public static Place PlaceOf(IReadOnlyDictionary<string, AnswerValue> answers) =>
        answers.Values.OfType<AnswerValue.Spot>().FirstOrDefault()?.Place ?? Place.Nowhere;

    private static string? First(
        Service service, IReadOnlyDictionary<string, AnswerValue> answers, Words words, params QuestionType[] types) =>
        service.Questions
            .Where(question => types.Contains(question.Type) && !question.Internal && answers.ContainsKey(question.Code))
            .Select(question => AnswerWords.Of(question, answers[question.Code], words))
            .FirstOrDefault();

    private static string Short(string text, int most)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= most)
        {
            return line;
        }

        var cut = line.LastIndexOf(' ', most - 1);
        return string.Concat(line.AsSpan(0, cut > most / 2 ? cut : most - 1).TrimEnd(",;. "), "…");
    }
}
