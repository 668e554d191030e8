using System.Collections.Immutable;
using Kept.Catalogue;
using Kept.Domain.Catalogue;

namespace Kept.Open311;

/// <summary>The services that programs of partners may use.</summary>
internal sealed class PartnerServices(CatalogueInUse catalogue)
{
    public ImmutableArray<CataloguedService> Offered =>
        [.. catalogue.Current.Services.Where(service => service.Service.Open311 != PartnerUse.None)];

    /// <summary>Those of which everybody may read what is reported where.</summary>
    public ImmutableArray<string> ListedCodes =>
        [.. Offered.Where(service => service.Service.Open311 == PartnerUse.Listed).Select(service => service.Service.Code)];

    /// <summary>Null where there is none, or none for partners.</summary>
    public CataloguedService? Find(string code) =>
        catalogue.Find(code) is { Service.Open311: not PartnerUse.None } found ? found : null;
}
