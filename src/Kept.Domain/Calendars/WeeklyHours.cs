using System.Collections.Immutable;
using NodaTime;

namespace Kept.Domain.Calendars;

/// <summary>The opening hours of an ordinary week.</summary>
public sealed record WeeklyHours
{
    private readonly ImmutableArray<OpeningHours> days;

    /// <summary>Hours by weekday; a weekday that is missing is closed.</summary>
    /// <exception cref="ArgumentException">A key is not a weekday.</exception>
    public WeeklyHours(IReadOnlyDictionary<IsoDayOfWeek, OpeningHours> hours)
    {
        if (hours.Keys.Any(day => day is < IsoDayOfWeek.Monday or > IsoDayOfWeek.Sunday))
        {
            throw new ArgumentException("Opening hours are given by weekday, Monday to Sunday.", nameof(hours));
        }

        days = [.. Enumerable.Range(1, 7).Select(day => hours.GetValueOrDefault((IsoDayOfWeek)day, OpeningHours.None))];
    }

    /// <summary>Monday to Friday 09:00–17:00.</summary>
    public static WeeklyHours Office { get; } = OnWeekdays(new OpeningInterval(9 * 3600, 17 * 3600));

    /// <summary>Day and night, every day.</summary>
    public static WeeklyHours RoundTheClock { get; } =
        new(Enumerable.Range(1, 7).ToDictionary(day => (IsoDayOfWeek)day, _ => OpeningHours.AllDay));

    /// <summary>The hours of a weekday.</summary>
    public OpeningHours this[IsoDayOfWeek day] => days[(int)day - 1];

    /// <summary>Whether no weekday has any opening hours.</summary>
    public bool IsEmpty => days.All(day => day.IsEmpty);

    /// <summary>The same stretches Monday to Friday, closed at the weekend.</summary>
    public static WeeklyHours OnWeekdays(params IEnumerable<OpeningInterval> intervals)
    {
        var hours = OpeningHours.Of(intervals);
        return new(Enumerable.Range(1, 5).ToDictionary(day => (IsoDayOfWeek)day, _ => hours));
    }

    /// <summary>
    /// The hours of a day that is open by way of exception: those of its own weekday, or, where that is closed,
    /// those of the first open weekday counted from Monday. Empty only where the whole week is.
    /// </summary>
    public OpeningHours OnExtraOpenDay(IsoDayOfWeek day) =>
        this[day].IsEmpty ? days.FirstOrDefault(hours => !hours.IsEmpty) ?? OpeningHours.None : this[day];

    /// <inheritdoc/>
    public bool Equals(WeeklyHours? other) => other is not null && days.SequenceEqual(other.days);

    /// <inheritdoc/>
    public override int GetHashCode() => days.Aggregate(0, HashCode.Combine);
}
