using NodaTime;

namespace Kept.Domain.Counts;

/// <summary>Figures are kept by the week, named by its Monday, on the organisation's clock.</summary>
public static class CountWeek
{
    /// <summary>Stands for no week: a Monday long before any.</summary>
    public static readonly LocalDate Always = new(1900, 1, 1);

    public static LocalDate Of(LocalDate day) => day.PlusDays(1 - (int)day.DayOfWeek);

    public static LocalDate Of(Instant instant, DateTimeZone zone) => Of(instant.InZone(zone).Date);
}
