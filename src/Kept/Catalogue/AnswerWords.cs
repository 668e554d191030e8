using System.Globalization;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Domain.Catalogue.Answers;
using Kept.Texts;

namespace Kept.Catalogue;

/// <summary>An answer as people read it: on "check your answers", on the case page and in mails. Plain text; whoever shows it escapes it.</summary>
internal static class AnswerWords
{
    /// <param name="answer">Null when nothing was answered.</param>
    public static string Of(Question question, AnswerValue? answer, Words words) => answer switch
    {
        null => words["answer.none"],
        AnswerValue.Text text => text.Words,
        AnswerValue.Choices choices => string.Join("; ", choices.Codes.Select(code => LabelOf(question, code, words.Language))),
        AnswerValue.YesNo yesNo => words[yesNo.Yes ? "answer.yes" : "answer.no"],
        AnswerValue.Day day => words.Date(day.Date),
        AnswerValue.Number number => number.Value.ToString("N0", words.Culture),
        AnswerValue.Files files => words["answer.files", ("count", files.Ids.Length)],
        AnswerValue.Spot spot => Of(spot.Place, words),
        AnswerValue.Slot slot => words["answer.slot", ("date", words.Date(slot.Date)), ("from", words.Time(slot.From)), ("to", words.Time(slot.To))],
        _ => throw new ArgumentOutOfRangeException(nameof(answer)),
    };

    /// <summary>Address and description as they were given; the point only where there is neither.</summary>
    public static string Of(Place place, Words words)
    {
        var given = string.Join("; ", new[] { place.Address, place.Words }.Where(text => !string.IsNullOrWhiteSpace(text)));
        return given.Length > 0 ? given
            : place is { Latitude: { } latitude, Longitude: { } longitude }
                ? words["answer.point", ("lat", Degrees(latitude)), ("lon", Degrees(longitude))]
                : words["answer.none"];
    }

    /// <summary>As <see cref="Of(Question, AnswerValue?, Words)"/>; a place also says that a point is marked beside what was written.</summary>
    public static string InFull(Question question, AnswerValue? answer, Words words) =>
        answer is AnswerValue.Spot { Place: { HasPoint: true } place } && !string.IsNullOrWhiteSpace(place.Address + place.Words)
            ? words["answer.andPoint", ("place", Of(place, words))]
            : Of(question, answer, words);

    /// <summary>What is wrong with an answer, in words.</summary>
    public static string Of(AnswerProblem problem, Words words) => words[problem.Key, [.. problem.Values]];

    private static string LabelOf(Question question, string code, string language) =>
        question.Options.FirstOrDefault(option => option.Code == code)?.Label.In(language) ?? code;

    /// <summary>Five decimals are about a metre.</summary>
    private static string Degrees(double value) => value.ToString("0.00000", CultureInfo.InvariantCulture);
}
