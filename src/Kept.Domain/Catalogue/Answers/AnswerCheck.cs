using System.Collections.Immutable;
using Kept.Domain.Cases;
using Kept.Domain.Messages;
using NodaTime;

namespace Kept.Domain.Catalogue.Answers;

/// <summary>Whether an answer fits its question.</summary>
public static class AnswerCheck
{
    public const int MostCharacters = 200;
    public const int MostCharactersOfLongText = 5000;
    public const int MostFiles = 5;
    private const int MostCharactersOfPlace = 500;

    private static readonly LocalDate EarliestDate = new(1900, 1, 1);
    private static readonly LocalDate LatestDate = new(2100, 12, 31);

    /// <summary>Most characters of a text question.</summary>
    public static int MostCharactersOf(Question question) =>
        (int)(question.Max ?? (question.Type == QuestionType.LongText ? MostCharactersOfLongText : MostCharacters));

    /// <summary>Most files of an upload question.</summary>
    public static int MostFilesOf(Question question) => (int)(question.Max ?? MostFiles);

    /// <summary>One answer; what comes back accepted is tidied up (trimmed, options in their order).</summary>
    public static AnswerOutcome One(Question question, AnswerValue? answer, AnswerContext context) => (question.Type, answer) switch
    {
        (_, null) => Missing(question),
        (QuestionType.Text or QuestionType.LongText, AnswerValue.Text text) => CheckText(question, text),
        (QuestionType.OneOf or QuestionType.ManyOf, AnswerValue.Choices choices) => CheckChoices(question, choices),
        (QuestionType.YesNo, AnswerValue.YesNo) => new AnswerOutcome.Accepted(answer),
        (QuestionType.Date, AnswerValue.Day day) => CheckDate(question, day, context.Today),
        (QuestionType.Number, AnswerValue.Number number) => CheckNumber(question, number),
        (QuestionType.Photos or QuestionType.Documents, AnswerValue.Files files) => CheckFiles(question, files),
        (QuestionType.Place, AnswerValue.Spot spot) => CheckPlace(question, spot.Place),
        (QuestionType.Slot, AnswerValue.Slot slot) => context.Slots.Contains(slot)
            ? new AnswerOutcome.Accepted(slot)
            : AnswerOutcome.Refuse("slot-gone"),
        _ => AnswerOutcome.Refuse("wrong-kind"),
    };

    /// <summary>All answers at once. Answers to questions that are not asked are dropped; a code the service does not know is a problem.</summary>
    public static AnswersOutcome All(Service service, IReadOnlyDictionary<string, AnswerValue> answers, AnswerContext context)
    {
        var problems = ImmutableArray.CreateBuilder<(string, AnswerProblem)>();
        var kept = ImmutableDictionary.CreateBuilder<string, AnswerValue>(StringComparer.Ordinal);
        foreach (var question in AskedQuestions.Of(service, answers).Questions)
        {
            switch (One(question, answers.GetValueOrDefault(question.Code), context))
            {
                case AnswerOutcome.Refused refused:
                    problems.Add((question.Code, refused.Problem));
                    break;
                case AnswerOutcome.Accepted { Value: { } value }:
                    kept.Add(question.Code, value);
                    break;
            }
        }

        foreach (var unknown in answers.Keys.Where(code => service.Questions.All(question => question.Code != code)))
        {
            problems.Add((unknown, AnswerOutcome.Refuse("unknown-question", ("question", unknown)).Problem));
        }

        return problems.Count > 0
            ? new AnswersOutcome.Incomplete(problems.ToImmutable())
            : new AnswersOutcome.Complete(kept.ToImmutable());
    }

    private static AnswerOutcome Missing(Question question)
    {
        if (!question.Required)
        {
            return new AnswerOutcome.Accepted(null);
        }

        return AnswerOutcome.Refuse("missing." + question.Type switch
        {
            QuestionType.Text or QuestionType.LongText => "text",
            QuestionType.OneOf => "one-of",
            QuestionType.ManyOf => "many-of",
            QuestionType.YesNo => "yes-no",
            QuestionType.Date => "date",
            QuestionType.Number => "number",
            QuestionType.Photos => "photos",
            QuestionType.Documents => "documents",
            QuestionType.Place => "place",
            QuestionType.Slot => "slot",
        });
    }

    private static AnswerOutcome CheckText(Question question, AnswerValue.Text text)
    {
        var words = TypedText.Tidy(text.Words, keepLines: question.Type == QuestionType.LongText);
        var most = MostCharactersOf(question);
        return words.Length == 0 ? Missing(question)
            : words.Length > most ? AnswerOutcome.Refuse("too-long", ("max", most), ("over", words.Length - most))
            : new AnswerOutcome.Accepted(new AnswerValue.Text(words));
    }

    private static AnswerOutcome CheckChoices(Question question, AnswerValue.Choices choices)
    {
        if (choices.Codes.Length == 0)
        {
            return Missing(question);
        }

        if (choices.Codes.Any(code => question.Options.All(option => option.Code != code)))
        {
            return AnswerOutcome.Refuse("not-an-option");
        }

        ImmutableArray<string> inOrder = [.. question.Options.Select(option => option.Code).Where(code => choices.Codes.Contains(code))];
        if (question.Type == QuestionType.OneOf)
        {
            return inOrder.Length == 1 ? new AnswerOutcome.Accepted(new AnswerValue.Choices(inOrder)) : AnswerOutcome.Refuse("only-one");
        }

        return inOrder.Length < question.Min ? AnswerOutcome.Refuse("too-few-choices", ("min", (int)question.Min.Value))
            : inOrder.Length > question.Max ? AnswerOutcome.Refuse("too-many-choices", ("max", (int)question.Max.Value))
            : new AnswerOutcome.Accepted(new AnswerValue.Choices(inOrder));
    }

    private static AnswerOutcome CheckDate(Question question, AnswerValue.Day day, LocalDate today) => day.Date switch
    {
        var date when question.Dates == DateRule.TodayOrEarlier && date > today => AnswerOutcome.Refuse("date-in-future"),
        var date when question.Dates == DateRule.TodayOrLater && date < today => AnswerOutcome.Refuse("date-in-past"),
        var date when date < EarliestDate || date > LatestDate => AnswerOutcome.Refuse("date-far"),
        _ => new AnswerOutcome.Accepted(day),
    };

    private static AnswerOutcome CheckNumber(Question question, AnswerValue.Number number) =>
        number.Value != decimal.Truncate(number.Value) ? AnswerOutcome.Refuse("not-whole")
        : number.Value < (question.Min ?? 0) ? AnswerOutcome.Refuse("number-small", ("min", (long)(question.Min ?? 0)))
        : number.Value > (question.Max ?? int.MaxValue) ? AnswerOutcome.Refuse("number-large", ("max", (long)(question.Max ?? int.MaxValue)))
        : new AnswerOutcome.Accepted(number);

    private static AnswerOutcome CheckFiles(Question question, AnswerValue.Files files)
    {
        ImmutableArray<string> ids = [.. files.Ids.Distinct(StringComparer.Ordinal)];
        return ids.Length == 0 ? Missing(question)
            : ids.Length < question.Min ? AnswerOutcome.Refuse("too-few-files", ("min", (int)question.Min.Value))
            : ids.Length > MostFilesOf(question) ? AnswerOutcome.Refuse("too-many-files", ("max", MostFilesOf(question)))
            : new AnswerOutcome.Accepted(new AnswerValue.Files(ids));
    }

    private static AnswerOutcome CheckPlace(Question question, Place place)
    {
        var tidy = place with { Address = TidyOrNull(place.Address), Words = TidyOrNull(place.Words) };
        return place.Latitude is < -90 or > 90 or double.NaN || place.Longitude is < -180 or > 180 or double.NaN
            || place.Latitude.HasValue != place.Longitude.HasValue ? AnswerOutcome.Refuse("no-such-point")
            : !tidy.IsKnown ? Missing(question)
            : Math.Max(tidy.Address?.Length ?? 0, tidy.Words?.Length ?? 0) is > MostCharactersOfPlace and var length
                ? AnswerOutcome.Refuse("too-long", ("max", MostCharactersOfPlace), ("over", length - MostCharactersOfPlace))
            : new AnswerOutcome.Accepted(new AnswerValue.Spot(tidy));
    }

    private static string? TidyOrNull(string? text) => TypedText.Tidy(text ?? "", keepLines: false) is { Length: > 0 } words ? words : null;
}
