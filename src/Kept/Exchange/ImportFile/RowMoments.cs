using Kept.Settings;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;

namespace Kept.Exchange.ImportFile;

/// <summary>Reads moments as Kept and other systems write them; those without a zone are on the clock of the organisation.</summary>
internal sealed class RowMoments(IOptions<KeptSettings> settings, IClock clock)
{
    private static readonly Instant Earliest = Instant.FromUtc(1970, 1, 1, 0, 0);

    /// <summary>A date further ahead was mistyped.</summary>
    private static readonly Duration MostAhead = Duration.FromDays(10 * 366);

    private static readonly LocalDateTimePattern[] LocalForms =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm"), LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss"), LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd"),
    ];

    private readonly DateTimeZone zone = DateTimeZoneProviders.Tzdb[settings.Value.Organisation.TimeZone];

    /// <summary>When the import began.</summary>
    public Instant Now { get; } = clock.GetCurrentInstant();

    /// <summary>A moment that has passed; now where it is missing or wrong, which is told.</summary>
    public Instant Required(ImportRow row, string column) => Of(row, column, row.Required(column, 40), Now) ?? Now;

    /// <summary>A moment that may be ahead of us; now where it is missing or wrong, which is told.</summary>
    public Instant RequiredAhead(ImportRow row, string column) => Of(row, column, row.Required(column, 40), Now + MostAhead) ?? Now;

    /// <summary>A moment that has passed; null where the cell is empty.</summary>
    public Instant? Past(ImportRow row, string column) => Of(row, column, row.Text(column, 40) ?? "", Now);

    /// <summary>A moment that may be ahead of us; null where the cell is empty.</summary>
    public Instant? Ahead(ImportRow row, string column) => Of(row, column, row.Text(column, 40) ?? "", Now + MostAhead);

    private Instant? Of(ImportRow row, string column, string text, Instant latest)
    {
        if (text.Length == 0)
        {
            return null;
        }

        Instant? moment = InstantPattern.ExtendedIso.Parse(text) is { Success: true, Value: var instant } ? instant
            : OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value: var offset } ? offset.ToInstant()
            : LocalForms.Select(form => form.Parse(text)).FirstOrDefault(read => read.Success) is { } local ? local.Value.InZoneLeniently(zone).ToInstant()
            : null;
        if (moment is null)
        {
            row.Wrong(column, "moment");
        }
        else if (moment > latest || moment < Earliest)
        {
            row.Wrong(column, latest == Now ? "future" : "far");
        }

        return moment;
    }
}
