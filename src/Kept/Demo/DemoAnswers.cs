using System.Collections.Immutable;
using System.Globalization;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Domain.Catalogue.Answers;
using NodaTime;

namespace Kept.Demo;

/// <summary>Answers to a service's questions as residents give them: each passes the checks of the form.</summary>
/// <param name="houses">For places.</param>
/// <param name="addFile">Adds a file to the case that is being made and gives its number.</param>
internal sealed class DemoAnswers(Dice dice, Phrases phrases, NamesOfPlaces places, Streets houses, Func<QuestionType, string> addFile)
{
    private const double AnswersWhatNeedNotBe = 0.35;
    private const double ShowsThePlaceOnTheMap = 0.75;
    private const double HasAPhoto = 0.06;

    /// <param name="slot">The booked day, for services with one.</param>
    public ImmutableDictionary<string, AnswerValue> To(Service service, Resident resident, LocalDate today, AnswerValue.Slot? slot)
    {
        var answers = ImmutableDictionary.CreateBuilder<string, AnswerValue>(StringComparer.Ordinal);
        foreach (var question in service.Questions)
        {
            if (IsAsked(question, answers) && To(question, resident, today, slot) is { } answer)
            {
                answers[question.Code] = answer;
            }
        }

        return answers.ToImmutable();
    }

    private static bool IsAsked(Question question, ImmutableDictionary<string, AnswerValue>.Builder answers) =>
        question.ShowWhen is not { } when || (answers.TryGetValue(when.Question, out var earlier) && earlier switch
        {
            AnswerValue.YesNo yesNo => when.Is == (yesNo.Yes ? "yes" : "no"),
            AnswerValue.Choices choices => choices.Codes.Contains(when.Is),
            _ => false,
        });

    private AnswerValue? To(Question question, Resident resident, LocalDate today, AnswerValue.Slot? slot) => question.Type switch
    {
        QuestionType.Photos when !question.Required && !dice.Chance(HasAPhoto) => null,
        not QuestionType.Photos when !question.Required && !dice.Chance(AnswersWhatNeedNotBe) => null,
        QuestionType.Text or QuestionType.LongText => new AnswerValue.Text(Words(question, resident.Language)),
        QuestionType.OneOf => new AnswerValue.Choices([dice.Pick(question.Options).Code]),
        QuestionType.ManyOf => new AnswerValue.Choices([.. dice.Some(question.Options, HowMany(question)).Select(option => option.Code)]),
        QuestionType.YesNo => new AnswerValue.YesNo(dice.Chance(0.3)),
        QuestionType.Date => new AnswerValue.Day(Date(question, today)),
        QuestionType.Number => new AnswerValue.Number(Math.Min((question.Min ?? 0) + (dice.Chance(0.7) ? 0 : dice.Between(1, 3)), question.Max ?? int.MaxValue)),
        QuestionType.Photos or QuestionType.Documents => new AnswerValue.Files(
            [.. Enumerable.Range(0, (int)Math.Max(question.Min ?? 1, 1)).Select(_ => addFile(question.Type))]),
        QuestionType.Place => new AnswerValue.Spot(Spot(resident)),
        QuestionType.Slot => slot,
        _ => throw new ArgumentOutOfRangeException(nameof(question)),
    };

    private int HowMany(Question question)
    {
        var most = (int)Math.Min(question.Max ?? question.Options.Length, question.Options.Length);
        return Math.Clamp(1 + (dice.Chance(0.3) ? 1 : 0) + (dice.Chance(0.1) ? 1 : 0), (int)(question.Min ?? 1), most);
    }

    private LocalDate Date(Question question, LocalDate today) => (question.Code, question.Dates) switch
    {
        ("born", _) => today.PlusDays(-dice.Between(4 * 365, 11 * 365)),
        (_, DateRule.TodayOrEarlier) => today.PlusDays(-dice.Weighted([5, 5, 2, 1])),
        (_, DateRule.TodayOrLater) => today.PlusDays(dice.Between(1, 30)),
        _ => today.PlusDays(dice.Between(-40, 20)),
    };

    private Place Spot(Resident resident)
    {
        var place = dice.Chance(0.4) ? resident.Home : houses.House(dice);
        var words = dice.Chance(0.4) ? phrases.Say("where", resident.Language, dice) : null;
        return dice.Chance(ShowsThePlaceOnTheMap) ? place with { Words = words } : new Place(Address: place.Address, Words: words);
    }

    private string Words(Question question, string language)
    {
        var words = question.Code switch
        {
            "plate" => $"{Letters(2)}{dice.Between(10, 74)} {Letters(3)}",
            "looks" => dice.Pick(places.Makes),
            "old" => $"RP-{dice.Between(10_000, 99_999)}",
            "account" => dice.Between(10_000_000, 99_999_999).ToString(CultureInfo.InvariantCulture),
            "child" or "sibling-name" => $"{dice.Pick(new[] { "Mia", "Ella", "Max", "Finn", "Lena", "Ivo", "Nora", "Sam" })} {Letters(1)}.",
            "first" or "second" => dice.Pick(places.Schools),
            "number" => $"{Letters(1)}{dice.Between(100, 9999)}",
            "reference" => Reference.NewRandom().ToString(),
            var code when phrases.Has(code) => phrases.Say(code, language, dice),
            _ => phrases.Say(question.Type == QuestionType.Text ? "text" : "more", language, dice),
        };
        return question.Max is { } most && words.Length > most ? words[..(int)most] : words;
    }

    private string Letters(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('A' + dice.Between(0, 25))));
}
