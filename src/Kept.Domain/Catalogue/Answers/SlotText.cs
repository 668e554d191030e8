using NodaTime.Text;

namespace Kept.Domain.Catalogue.Answers;

/// <summary>A slot as one text for a form field: "2026-03-10T07:00/15:00", in local time.</summary>
public static class SlotText
{
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public static string Of(AnswerValue.Slot slot) =>
        $"{LocalDatePattern.Iso.Format(slot.Date)}T{Time.Format(slot.From)}/{Time.Format(slot.To)}";

    public static AnswerValue.Slot? TryParse(string text) =>
        text.Split('T', '/') is [var date, var from, var to] ? TryParse(date, from, to) : null;

    internal static AnswerValue.Slot? TryParse(string date, string from, string to) =>
        LocalDatePattern.Iso.Parse(date) is { Success: true, Value: var day }
        && Time.Parse(from) is { Success: true, Value: var start }
        && Time.Parse(to) is { Success: true, Value: var end }
            ? new AnswerValue.Slot(day, start, end)
            : null;

    public static string OfTime(NodaTime.LocalTime time) => Time.Format(time);
}
