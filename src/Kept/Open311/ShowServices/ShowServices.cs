using Kept.Catalogue;
using Kept.Open311.Formats;
using Kept.Texts;

namespace Kept.Open311.ShowServices;

/// <summary>What can be reported, and what is asked about it.</summary>
internal sealed class ShowServices(PartnerServices services, ServiceAttributes attributes, CatalogueInUse catalogue, Words words)
{
    public GeoAnswer List() => GeoAnswer.Ok("services", new GeoValue.Many("service", [.. services.Offered.Select(Line)]));

    public GeoAnswer Definition(string code)
    {
        if (services.Find(code) is not { } found)
        {
            return GeoAnswer.Errors(404, words["open311.problem.noService", ("code", code)]);
        }

        return GeoAnswer.Ok("service_definition", new GeoValue.Fields(
            ("service_code", found.Service.Code),
            ("attributes", new GeoValue.Many("attribute", [.. attributes.Of(found.Service)]))));
    }

    private GeoValue Line(CataloguedService listed)
    {
        var service = listed.Service;
        var keywords = service.Words.TryGetValue(words.Language, out var known) ? known : service.Words.GetValueOrDefault("en", []);
        var group = catalogue.Current.Council.Groups.FirstOrDefault(group => group.Code == service.Group)?.Name.In(words.Language);
        return new GeoValue.Fields(
            ("service_code", service.Code),
            ("service_name", service.Name.In(words.Language)),
            ("description", service.Description.In(words.Language)),
            ("metadata", service.Questions.Any(ServiceAttributes.IsAttribute)),
            ("type", "realtime"),
            ("keywords", string.Join(',', keywords.Select(word => word.Replace(',', ' ')))),
            ("group", group ?? service.Group));
    }
}
