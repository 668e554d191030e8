using Kept.Api;
using Kept.Domain.Catalogue;
using Kept.Texts;

namespace Kept.Catalogue;

/// <summary>The services that are offered, for other programs.</summary>
internal static class CatalogueApi
{
    private static readonly ServiceLine Example = new("fly-tipping", 3, "report", "streets", "Report fly-tipping", "Rubbish that somebody left in a public place.");

    public static void MapCatalogueApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/services", (CatalogueInUse catalogue, Words words) =>
                new ServiceList([.. catalogue.Current.Services.Select(service => ServiceLine.Of(service, words.Language))]))
            .WithExample(new ServiceList([Example]))
            .WithName("ListServices").WithSummary("All services that are offered, in the language of the request.");

        api.MapGet("/services/{code}", IResult (string code, CatalogueInUse catalogue, Words words) =>
                catalogue.Find(code) is { } service
                    ? TypedResults.Ok(ServiceDetail.Of(service, words.Language))
                    : ApiProblem.Of(StatusCodes.Status404NotFound, "no-service", words, ("code", code)))
            .Produces<ServiceDetail>().WithProblem(StatusCodes.Status404NotFound, "no-service", ("code", "moon"))
            .WithExample(new ServiceDetail(
                Example.Code, Example.Version, Example.Kind, Example.Group, Example.Name, Example.Description, ["mattress", "rubbish"],
                new AskedOf("optional", "optional", "optional", "none"), true,
                [new QuestionView("size", "oneOf", "How much is it?", null, true, null, null, [new OptionView("van", "A van full")], null)],
                [new StageView("inspect", "Inspect", "7 working days", "received")]))
            .WithName("GetService").WithSummary("One service with its questions, and what it promises.");
    }
}

internal sealed record ServiceList(IReadOnlyList<ServiceLine> Services);

/// <param name="Kind">report, apply, book, ask or complain.</param>
internal sealed record ServiceLine(string Code, int Version, string Kind, string Group, string Name, string Description)
{
    public static ServiceLine Of(CataloguedService service, string language) => new(
        service.Service.Code, service.Number, ApiNames.Of(service.Service.Kind), service.Service.Group,
        service.Service.Name.In(language), service.Service.Description.In(language));
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
        ApiNames.Of(details.Name), ApiNames.Of(details.Mail), ApiNames.Of(details.Phone), ApiNames.Of(details.Address));
}

/// <param name="Type">text, longText, oneOf, manyOf, yesNo, date, number, photos, documents, place or slot.</param>
internal sealed record QuestionView(
    string Code, string Type, string Label, string? Hint, bool Required, decimal? Min, decimal? Max,
    IReadOnlyList<OptionView> Options, ShowWhen? ShowWhen)
{
    public static QuestionView Of(Question question, string language) => new(
        question.Code, ApiNames.Of(question.Type), question.Label.In(language), question.Hint?.In(language),
        question.Required, question.Min, question.Max,
        [.. question.Options.Select(option => new OptionView(option.Code, option.Label.In(language)))], question.ShowWhen);
}

internal sealed record OptionView(string Code, string Label);

/// <param name="Target">"7 working days", "4 working hours", "24 hours" …</param>
internal sealed record StageView(string Code, string Name, string Target, string Starts)
{
    public static StageView Of(Stage stage, string language) =>
        new(stage.Code, stage.Name.In(language), stage.Target, ApiNames.Of(stage.Starts));
}
