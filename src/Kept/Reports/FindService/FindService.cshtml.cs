using System.Collections.Immutable;
using Kept.Catalogue;
using Kept.Domain.Catalogue;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kept.Reports.FindService;

/// <summary>Finds services by everyday words: "sofa in the lane".</summary>
internal sealed class FindServicePage(CatalogueInUse catalogue, Words words) : PageModel
{
    private const int MostFound = 10;
    private const int MostCharacters = 200;

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Query { get; set; }

    public ImmutableArray<Service> Found { get; private set; } = [];

    public IEnumerable<(ServiceGroup Group, IEnumerable<Service> Services)> Groups =>
        catalogue.Current.ByGroup(words.Language).Select(listed => (listed.Group, listed.Services.Select(service => service.Service)));

    public void OnGet()
    {
        Query = (Query ?? "").Trim();
        Query = Query.Length > MostCharacters ? Query[..MostCharacters] : Query;
        if (Query.Length > 0)
        {
            Found = [.. catalogue.Current.Search.Find(Query, words.Language).Take(MostFound).Select(found => found.Service)];
        }
    }
}
