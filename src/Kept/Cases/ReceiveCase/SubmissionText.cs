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

    /// <summary>"Furniture or a mattress, lane behind Mill School": the first thing that was said, and where.</summary>
    public static string TitleOf(Service service, IReadOnlyDictionary<string, AnswerValue> answers, Place place, Words words)
    {
        var said = service.Questions
            .Where(question => !question.Internal && question.Type is QuestionType.OneOf or QuestionType.ManyOf or QuestionType.Text or QuestionType.Slot)
            .Select(question => (question, answer: answers.GetValueOrDefault(question.Code)))
            .Where(told => told.answer is not null)
            .Select(told => AnswerWords.Of(told.question, told.answer, words))
            .FirstOrDefault();
        var where = place.Words ?? place.Address;
        var title = string.Join(", ", new[] { said, where }.Where(text => !string.IsNullOrWhiteSpace(text)));
        title = string.Join(' ', (title.Length > 0 ? title : service.Name.In(words.Language)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return title.Length <= LongestTitle ? title : title[..(LongestTitle - 1)].TrimEnd() + "…";
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
}
