using Kept.Catalogue;
using Kept.Domain.Partners;
using Kept.Open311.Formats;
using Kept.Settings;
using Kept.Storage;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Open311;

/// <summary>Tells programs where the interface is, and since when its services are as they are.</summary>
internal sealed class Discovery(
    KeptDb db, CatalogueInUse catalogue, Words words, IOptions<KeptSettings> kept, IOptions<Open311Settings> settings)
{
    private const string Specification = "http://wiki.open311.org/GeoReport_v2";

    public async Task<GeoAnswer> ShowAsync(CancellationToken cancellationToken)
    {
        var id = catalogue.Current.Id;
        var since = await db.CatalogueVersions.AsNoTracking().Where(version => version.Id == id)
            .Select(version => version.InUseSince).SingleAsync(cancellationToken);
        var organisation = kept.Value.Organisation;
        var changed = GeoDate.Write(since, DateTimeZoneProviders.Tzdb[organisation.TimeZone]);
        var contact = settings.Value.Contact.Length > 0
            ? settings.Value.Contact
            : words["open311.contact", ("organisation", organisation.Name), ("phone", organisation.Phone)];
        GeoValue endpoint = new GeoValue.Fields(
            ("specification", Specification),
            ("url", kept.Value.AddressOf(Open311Api.Address)),
            ("changeset", changed),
            ("type", "production"),
            ("formats", new GeoValue.Many("format", ["text/xml", "application/json"])));
        return GeoAnswer.Ok("discovery", new GeoValue.Fields(
            ("changeset", changed),
            ("contact", contact),
            ("key_service", settings.Value.KeyService.Length > 0 ? settings.Value.KeyService : contact),
            ("endpoints", new GeoValue.Many("endpoint", [endpoint]))));
    }
}
