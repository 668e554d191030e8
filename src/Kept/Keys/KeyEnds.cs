using Kept.Settings;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Keys;

/// <summary>When a key ends that is good for the whole of its last day, in the organisation's zone.</summary>
internal sealed class KeyEnds(IOptions<KeptSettings> settings)
{
    public Instant After(LocalDate lastDay) =>
        DateTimeZoneProviders.Tzdb[settings.Value.Organisation.TimeZone].AtStartOfDay(lastDay.PlusDays(1)).ToInstant();
}
