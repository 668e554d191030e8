using System.Globalization;
using Kept.Catalogue;
using Kept.Domain.Cases;
using Kept.Domain.Messages;
using Kept.Exchange.ImportFile;
using Kept.Settings;
using Kept.Texts;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;

namespace Kept.Exchange.ImportCases;

/// <summary>A row: what it is about, and the case it makes.</summary>
/// <param name="Case">Null where the service is not known; with any other problem it is not to be used.</param>
internal sealed record CaseRow(ImportRow Row, string ExternalId, string? OwnerMail, OldCase? Case);

/// <summary>A case of the other system.</summary>
internal sealed record OldCase(CataloguedService Service, Submission Submission, FormerLife Former);

/// <summary>Reads a row as a case. Everything that is wrong with it is told, not only the first.</summary>
internal sealed class CaseRowReader(CatalogueInUse catalogue, TextLibrary texts, IOptions<KeptSettings> settings, IClock clock)
{
    public static readonly string[] Required = ["external_id", "service", "received_at", "title"];

    public static readonly string[] Optional =
    [
        "state", "closed_at", "outcome", "outcome_words", "note", "place_address", "place_words", "latitude", "longitude",
        "name", "mail", "phone", "address", "language", "channel", "owner_mail",
    ];

    private const int LongestTitle = 200;
    private const int LongestDetail = 300;
    private const int LongestWords = 4000;

    private static readonly LocalDateTimePattern[] LocalForms =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm"), LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss"), LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd"),
    ];

    private readonly DateTimeZone zone = DateTimeZoneProviders.Tzdb[settings.Value.Organisation.TimeZone];
    private readonly Instant now = clock.GetCurrentInstant();

    public CaseRow Read(ImportRow row)
    {
        var externalId = row.Required("external_id", 100);
        var code = row.Required("service", 80);
        var service = catalogue.Find(code);
        if (service is null && code.Length > 0)
        {
            row.Wrong("service", "service");
        }

        var receivedAt = Moment(row, "received_at", row.Required("received_at", 40)) ?? now;
        var (title, language) = (row.Required("title", LongestTitle), row.Text("language", 10) ?? settings.Value.Organisation.Language);
        if (!texts.Has(language))
        {
            row.Wrong("language", "language");
        }

        var former = Former(row, receivedAt);
        var (place, details, channel) = (PlaceOf(row), DetailsOf(row), row.Choice("channel", Channel.Web));
        return new CaseRow(row, externalId, row.Text("owner_mail", 254), service is null ? null : new OldCase(
            service, new Submission(channel, language, title, "{}", place, details, service.VersionId), former));
    }

    private FormerLife Former(ImportRow row, Instant receivedAt)
    {
        var state = row.Choice("state", CaseState.Open);
        var closed = row.Text("closed_at", 40);
        var closedAt = closed is null ? null : Moment(row, "closed_at", closed);
        if (state == CaseState.Waiting)
        {
            row.Wrong("state", "choice");
        }

        if ((state == CaseState.Closed) != (closed is not null))
        {
            row.Wrong("closed_at", state == CaseState.Closed ? "missing" : "notClosed");
        }

        if (closedAt < receivedAt)
        {
            row.Wrong("closed_at", "closedBefore");
        }

        var outcome = row.Choice("outcome", Outcome.Fixed);
        var words = row.Text("outcome_words", LongestWords);
        if (outcome == Outcome.Duplicate)
        {
            row.Wrong("outcome", "choice");
        }

        if (outcome is Outcome.NotOurs or Outcome.NoAction && words is null)
        {
            row.Wrong("outcome_words", "missing");
        }

        return new FormerLife(receivedAt, closedAt, outcome, words, row.Text("note", LongestWords));
    }

    private static Place PlaceOf(ImportRow row)
    {
        var (latitude, longitude) = (Degrees(row, "latitude", 90), Degrees(row, "longitude", 180));
        if (latitude is null != longitude is null)
        {
            row.Wrong(latitude is null ? "latitude" : "longitude", "missing");
        }

        return new Place(latitude, longitude, row.Text("place_address", LongestDetail), row.Text("place_words", LongestWords));
    }

    private static double? Degrees(ImportRow row, string column, double most)
    {
        if (row.Text(column, 40) is not { } text)
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most)
        {
            return degrees;
        }

        row.Wrong(column, "degrees");
        return null;
    }

    private static ContactDetails DetailsOf(ImportRow row)
    {
        var mail = row.Text("mail", 254);
        if (mail is not null && !MailAddress.TryParse(mail, out _))
        {
            row.Wrong("mail", "mail");
        }

        return new ContactDetails(row.Text("name", LongestDetail), mail, row.Text("phone", 60), row.Text("address", LongestDetail));
    }

    private Instant? Moment(ImportRow row, string column, string text)
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
        else if (moment > now || moment < Instant.FromUtc(1970, 1, 1, 0, 0))
        {
            row.Wrong(column, "future");
        }

        return moment;
    }
}
