using Kept.Api;
using Kept.Domain.Catalogue;
using Kept.Texts;

namespace Kept.Catalogue;

/// <summary>The services that are offered, for other programs.</summary>
internal static class CatalogueApi
{
    public static void MapCatalogueApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/services", (CatalogueInUse catalogue, Words words) =>
                new ServiceList([.. catalogue.Current.Services.Select(service => ServiceLine.Of(service, words.Language))]))
            .WithName("ListServices").WithSummary("All services that are offered, in the language of the request.");

        api.MapGet("/services/{code}", IResult (string code, CatalogueInUse catalogue, Words words) =>
                catalogue.Find(code) is { } service
                    ? TypedResults.Ok(ServiceDetail.Of(service, words.Language))
                    : ApiProblem.Of(StatusCodes.Status404NotFound, "no-service", words, ("code", code)))
            .Produces<ServiceDetail>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithName("GetService").WithSummary("One service with its questions, and what it promises.");
    }
}

internal sealed record ServiceList(IReadOnlyList<ServiceLine> Services);

/// <param name="Kind">report, apply, book, ask or complain.</param>
internal sealed record ServiceLine(string Code, int Version, string Kind, string Group, string Name, string Description)
{
    public static ServiceLine Of(CataloguedService service, string language) => new(
        service.Service.Code, service.Number, Lower(service.Service.Kind), service.Service.Group,
        service.Service.Name.In(language), service.Service.Description.In(language));

    internal static string Lower<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}

/// <param name="Words">What it is found by.</param>
internal sealed record ServiceDetail(
    string Code, int Version, string Kind, string Group, string Name, string Description,
    IReadOnlyList<string> Words, AskedOf Contact, bool MayBeAnonymous,
    IReadOnlyList<QuestionView> Questions, IReadOnlyList<StageView> Stages)
{
    public static ServiceDetail Of(CataloguedService catalogued, string language)
    {
        var (service, line) = (catalogued.Service, ServiceLine.Of(catalogued, language));
        return new ServiceDetail(
            line.Code, line.Version, line.Kind, line.Group, line.Name, line.Description,
            service.Words.TryGetValue(language, out var words) ? words : [],
            AskedOf.Of(service.Details), service.Details.MayBeAnonymous,
            [.. service.Questions.Select(question => QuestionView.Of(question, language))],
            [.. service.Stages.Select(stage => StageView.Of(stage, language))]);
    }
}

/// <summary>none, optional or required.</summary>
internal sealed record AskedOf(string Name, string Mail, string Phone, string Address)
{
    public static AskedOf Of(AskedDetails details) => new(
        ServiceLine.Lower(details.Name), ServiceLine.Lower(details.Mail), ServiceLine.Lower(details.Phone), ServiceLine.Lower(details.Address));
}

/// <param name="Type">text, longText, oneOf, manyOf, yesNo, date, number, photos, documents, place or slot.</param>
internal sealed record QuestionView(
    string Code, string Type, string Label, string? Hint, bool Required, decimal? Min, decimal? Max,
    IReadOnlyList<OptionView> Options, ShowWhen? ShowWhen)
{
    public static QuestionView Of(Question question, string language) => new(
        question.Code, ServiceLine.Lower(question.Type), question.Label.In(language), question.Hint?.In(language),
        question.Required, question.Min, question.Max,
        [.. question.Options.Select(option => new OptionView(option.Code, option.Label.In(language)))], question.ShowWhen);
}

internal sealed record OptionView(string Code, string Label);

/// <param name="Target">"7 working days", "4 working hours", "24 hours" …</param>
internal sealed record StageView(string Code, string Name, string Target, string Starts)
{
    public static StageView Of(Stage stage, string language) =>
        new(stage.Code, stage.Name.In(language), stage.Target, ServiceLine.Lower(stage.Starts));
}
