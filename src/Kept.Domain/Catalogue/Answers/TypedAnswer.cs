using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Kept.Domain.Catalogue.Answers;

/// <summary>Reads what was typed or ticked in a form: one text for each field of the question.</summary>
public static class TypedAnswer
{
    /// <summary>
    /// Reads one question's fields: one text; the ticked codes; "yes" or "no"; a date as three fields (day, month, year)
    /// or one ("2026-03-02"); a number; a slot as "2026-03-10T07:00/15:00"; file ids. A place has its own page.
    /// What is read has still to pass <see cref="AnswerCheck.One"/>.
    /// </summary>
    public static AnswerOutcome Read(Question question, IReadOnlyList<string> typed)
    {
        var fields = typed.Select(field => field.Trim()).ToImmutableArray();
        if (fields.All(field => field.Length == 0))
        {
            return new AnswerOutcome.Accepted(null);
        }

        return question.Type switch
        {
            QuestionType.Text or QuestionType.LongText => Accept(new AnswerValue.Text(typed[0])),
            QuestionType.OneOf or QuestionType.ManyOf => Accept(new AnswerValue.Choices([.. fields.Where(field => field.Length > 0)])),
            QuestionType.YesNo => fields[0] switch
            {
                "yes" => Accept(new AnswerValue.YesNo(true)),
                "no" => Accept(new AnswerValue.YesNo(false)),
                _ => AnswerOutcome.Refuse("missing.yes-no"),
            },
            QuestionType.Date => ReadDate(fields),
            QuestionType.Number => ReadNumber(fields[0]),
            QuestionType.Photos or QuestionType.Documents => Accept(new AnswerValue.Files([.. fields.Where(field => field.Length > 0)])),
            QuestionType.Slot => SlotText.TryParse(fields[0]) is { } slot ? Accept(slot) : AnswerOutcome.Refuse("slot-gone"),
            QuestionType.Place => AnswerOutcome.Refuse("wrong-kind"),
        };
    }

    private static AnswerOutcome Accept(AnswerValue value) => new AnswerOutcome.Accepted(value);

    private static AnswerOutcome ReadDate(ImmutableArray<string> fields)
    {
        if (fields.Length == 3)
        {
            return fields.Any(field => field.Length == 0) ? AnswerOutcome.Refuse("date-incomplete")
                : Whole(fields[0]) is { } day && Whole(fields[1]) is >= 1 and <= 12 and var month && Whole(fields[2]) is >= 1 and <= 9999 and var year
                    && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month)
                    ? Accept(new AnswerValue.Day(new LocalDate(year, month, day)))
                    : AnswerOutcome.Refuse("not-a-date");
        }

        return LocalDatePattern.Iso.Parse(fields[0]) is { Success: true, Value: var date }
            ? Accept(new AnswerValue.Day(date))
            : AnswerOutcome.Refuse("not-a-date");
    }

    private static int? Whole(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static AnswerOutcome ReadNumber(string typed)
    {
        var plain = typed.Replace(" ", "").Replace("\u00a0", "").Replace("\u202f", "");
        return decimal.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? Accept(new AnswerValue.Number(number))
            : AnswerOutcome.Refuse(plain.Any(char.IsAsciiDigit) && plain.All(character => char.IsAsciiDigit(character) || character is '.' or ',' or '-')
                ? "not-whole"
                : "not-a-number");
    }
}
