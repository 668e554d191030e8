using System.Globalization;
using Kept.Api;
using Kept.Cases;
using Kept.Cases.FollowCase;
using Kept.Catalogue;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue.Answers;
using Kept.Reports.IsItOneOfThese;
using Kept.Texts;

namespace Kept.Reports;

/// <summary>
/// "Is it one of these?" for programs. As on the pages, only whoever names a service and a place is shown what was reported there,
/// and only what was shown can be followed.
/// </summary>
internal static class SimilarCasesApi
{
    private static readonly SimilarView Example = new("K7QF-3M9T", "Furniture or a mattress", "40 m from the place you named: 12 Mill Lane", "By Wednesday 11 March we will have gone to look.", null);

    private static readonly ApiParameter[] At =
    [
        new("lat", "Latitude of the place, with lon.", "51.5"),
        new("lon", "Longitude of the place, with lat.", "-0.12"),
        new("address", "Its address, beside the point or in its place.", "12 Mill Lane"),
    ];

    public static void MapSimilarCases(this IEndpointRouteBuilder api)
    {
        api.MapGet("/services/{code}/similar", ListAsync).TakesOnly([.. At.Select(field => field.Name)])
            .Produces<SimilarList>().WithProblem(StatusCodes.Status404NotFound, "no-service", ("code", "moon")).ProducesProblem(StatusCodes.Status429TooManyRequests)
            .WithExample(new SimilarList([Example])).WithParameters(At)
            .WithName("ListSimilarCases").WithSummary("Open cases of this service close to a place: ask whoever reports whether it is one of these.")
            .WithDescription($"At most {SimilarCases.Most}, the nearest first; nothing is said about who reported them. Empty for services that do not look for the same matter.");

        api.MapPost("/services/{code}/similar/{reference}/follow", FollowAsync)
            .Accepts<FollowBody>("application/json").Produces<SimilarView>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status429TooManyRequests)
            .WithExample(Example, new FollowBody(51.5, -0.12, null, "bea@example.org", "en")).WithParameters(ApiParameter.OnceByAnybody)
            .WithName("FollowSimilarCase").WithSummary("\"This is it, keep me informed\": follows a case in place of reporting it again. The link comes by mail.")
            .WithDescription("With the place for which ListSimilarCases gave the case; any other case is answered with 404.");
    }

    private static async Task<IResult> ListAsync(
        string code, string? lat, string? lon, string? address, SimilarAtPlace similar, Words words, CancellationToken cancellationToken)
    {
        var (latitude, longitude) = (Number(lat), Number(lon));
        if ((lat is not null && latitude is null) || (lon is not null && longitude is null))
        {
            return ApiProblem.Of(new Dictionary<string, string[]>(StringComparer.Ordinal) { [latitude is null && lat is not null ? "lat" : "lon"] = [words["api.problem.bad-field"]] }, words);
        }

        var (cards, problem) = await similar.FindAsync(code, new Place(latitude, longitude, address), cancellationToken);
        return problem ?? TypedResults.Ok(new SimilarList([.. cards.Select(SimilarView.Of)]));
    }

    private static Task<IResult> FollowAsync(
        string code, string reference, HttpContext context, OnceCall calls, RequestOnce once, SimilarAtPlace similar, FollowCase follow, Words words,
        CancellationToken cancellationToken) =>
        calls.DoAsync<FollowBody>(OnceCall.Everybody, async request =>
        {
            var body = request.Content;
            var (cards, problem) = await similar.FindAsync(code, new Place(body.Lat, body.Lon, body.Address), cancellationToken);
            if (problem is not null || cards.FirstOrDefault(card => Reference.TryParse(reference, out var wanted) && card.Reference == wanted) is not { } found)
            {
                return problem ?? ApiProblem.Of(StatusCodes.Status404NotFound, "no-such-case", words);
            }

            once.Expect(request.Key, _ => ApiReply.Ok(SimilarView.Of(found)));
            var outcome = await follow.HandleAsync(
                new FollowCaseInput(found.Reference, By.Resident, new ContactDetails(null, body.Mail!.Trim()), body.Language ?? words.Language), cancellationToken);
            return outcome switch
            {
                CaseOutcome.Done => once.Kept!.Give(context),
                CaseOutcome.ChangedMeanwhile => ApiProblem.Of(StatusCodes.Status409Conflict, "changed-meanwhile", words),
                _ => ApiProblem.Of(StatusCodes.Status404NotFound, "no-such-case", words),
            };
        });

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <param name="Language">en, de, hr or hu: in which they are written to; that of the request where it is not said.</param>
    internal sealed record FollowBody(double? Lat, double? Lon, string? Address, string? Mail, string? Language) : IChecksItself
    {
        public IEnumerable<FieldProblem> Problems()
        {
            if (Mail is null || !GiveDetails.GiveDetails.IsMailAddress(Mail.Trim()))
            {
                yield return new FieldProblem("mail", "api.problem.bad-mail");
            }

            if (Language is not null && !TextLibrary.Ships(Language))
            {
                yield return new FieldProblem("language", "api.problem.bad-language");
            }
        }
    }
}

/// <summary>Cases at the place that a program names, if it is one that the service would take as an answer.</summary>
internal sealed class SimilarAtPlace(CatalogueInUse catalogue, FreeSlots slots, SimilarCases similar, SimilarCards cards, Words words)
{
    public async Task<(IReadOnlyList<SimilarCard> Cards, IResult? Problem)> FindAsync(string code, Place place, CancellationToken cancellationToken)
    {
        if (catalogue.Find(code) is not { } found)
        {
            return ([], ApiProblem.Of(StatusCodes.Status404NotFound, "no-service", words, ("code", code)));
        }

        if (found.Service.PlaceQuestion is not { } question)
        {
            return ([], null);
        }

        var context = await slots.ContextAsync(found.Service, cancellationToken);
        return AnswerCheck.One(question, new AnswerValue.Spot(place), context) switch
        {
            AnswerOutcome.Refused refused => ([], ApiProblem.Of(
                new Dictionary<string, string[]>(StringComparer.Ordinal) { [place.Address is null ? "lat" : "address"] = [AnswerWords.Of(refused.Problem, words)] }, words)),
            AnswerOutcome.Accepted { Value: AnswerValue.Spot spot } =>
                (await cards.OfAsync(await similar.FindAsync(found.Service, spot.Place, cancellationToken), words, cancellationToken), null),
            _ => ([], null),
        };
    }
}

internal sealed record SimilarList(IReadOnlyList<SimilarView> Cases);

/// <summary>What a neighbour may know of a case.</summary>
/// <param name="What">What its reporter chose from lists; never what they wrote.</param>
/// <param name="Photo">Path of a picture.</param>
internal sealed record SimilarView(string Reference, string What, string Where, string? Promise, string? Photo)
{
    public static SimilarView Of(SimilarCard card) => new(card.Reference.ToString(), card.What, card.Where, card.Promise, card.Photo);
}
