using System.Collections.Immutable;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Domain.Catalogue.Answers;
using Kept.Texts;

namespace Kept.Cases;

/// <summary>A booked time as its confirmation says it: between when and when, and what to do by then.</summary>
internal static class BookedTime
{
    /// <summary>Empty where nothing was booked. What to do is what stands under the question for the day.</summary>
    public static ImmutableArray<string> Sentences(Case about, Service service, Words words)
    {
        if (service.Questions.FirstOrDefault(question => question.Type == QuestionType.Slot) is not { } question
            || AnswerJson.ReadStored(service, about.Answers).GetValueOrDefault(question.Code) is not AnswerValue.Slot slot)
        {
            return [];
        }

        var window = words["notice.received.window", ("from", words.Time(slot.From)), ("to", words.Time(slot.To))];
        return question.Hint is { } hint ? [window, hint.In(words.Language)] : [window];
    }
}
