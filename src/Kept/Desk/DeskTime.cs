using Kept.Settings;
using Kept.Texts;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;

namespace Kept.Desk;

/// <summary>The moment of a page, and instants on the organisation's clock.</summary>
internal sealed class DeskTime(IClock clock, IOptions<KeptSettings> settings)
{
    public DateTimeZone Zone { get; } = DateTimeZoneProviders.Tzdb[settings.Value.Organisation.TimeZone];

    public Instant Now { get; } = clock.GetCurrentInstant();

    public LocalDate Today => Local(Now).Date;

    public LocalDateTime Local(Instant instant) => instant.InZone(Zone).LocalDateTime;

    /// <summary>"10:12" today, "Fri 6 Mar" this year, "6 Mar 2025" before that.</summary>
    public string Short(Instant instant, Words words)
    {
        var local = Local(instant);
        return local.Date == Today
            ? words.Time(local.TimeOfDay)
            : LocalDatePattern.Create(words[local.Year == Today.Year ? "dates.short" : "dates.shortYear"], words.Culture).Format(local.Date);
    }

    /// <summary>"Friday 6 March 2026, 10:12".</summary>
    public string Exact(Instant instant, Words words)
    {
        var local = Local(instant);
        return words["desk.exact", ("date", words.Date(local.Date)), ("time", words.Time(local.TimeOfDay))];
    }
}
