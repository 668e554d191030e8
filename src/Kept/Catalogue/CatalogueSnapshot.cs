using System.Collections.Frozen;
using System.Collections.Immutable;
using Kept.Domain.Calendars;
using Kept.Domain.Catalogue;
using Kept.Domain.Catalogue.Search;

namespace Kept.Catalogue;

/// <summary>A service with the version that a new case is made under.</summary>
/// <param name="VersionId">What a case keeps.</param>
/// <param name="Number">1, 2, 3 … of this service.</param>
internal sealed record CataloguedService(long VersionId, int Number, Service Service);

/// <summary>The catalogue at one moment. Immutable: a reader who took it sees one state from beginning to end.</summary>
/// <param name="calendars">By code; those of the council and, for promises given on them, those it had before.</param>
internal sealed class CatalogueSnapshot(
    long id, Council council, ImmutableArray<CataloguedService> services, FrozenDictionary<string, Calendar> calendars)
{
    private readonly FrozenDictionary<string, CataloguedService> byCode =
        services.ToFrozenDictionary(service => service.Service.Code, StringComparer.Ordinal);

    private readonly Lazy<ServiceSearch> search = new(() => new ServiceSearch(services.Select(service => service.Service)));

    /// <summary>Of the row in catalogue_versions.</summary>
    public long Id => id;

    public Council Council => council;

    /// <summary>All that are offered, by code.</summary>
    public ImmutableArray<CataloguedService> Services => services;

    /// <summary>Null when no such service is offered.</summary>
    public CataloguedService? Find(string code) => byCode.GetValueOrDefault(code);

    /// <summary>Finds services by everyday words.</summary>
    public ServiceSearch Search => search.Value;

    /// <exception cref="KeyNotFoundException">No catalogue ever had a calendar of this code: a bug.</exception>
    public Calendar CalendarOf(string code) => calendars[code];

    /// <summary>The services under each heading, headings and services in their order; headings without services are left out.</summary>
    public IEnumerable<(ServiceGroup Group, ImmutableArray<CataloguedService> Services)> ByGroup(string language) =>
        from heading in council.Groups
        let listed = services.Where(service => service.Service.Group == heading.Code)
            .OrderBy(service => service.Service.Name.In(language), StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo(language), ignoreCase: true))
            .ToImmutableArray()
        where listed.Length > 0
        select (heading, listed);

    /// <summary>Those the council wants to be seen first.</summary>
    public ImmutableArray<CataloguedService> Popular => [.. council.Popular.Select(Find).OfType<CataloguedService>()];
}
