using Kept.Api;
using Kept.Cases;
using Kept.Cases.AddInformation;
using Kept.Cases.ReopenCase;
using Kept.Cases.WithdrawCase;
using Kept.Domain.Cases;
using Kept.Storage;
using Kept.Tracking.SeeCase;

namespace Kept.Tracking;

/// <summary>What a resident may do with the own case, for programs that have the token of its link and need no key.</summary>
internal static class ResidentApi
{
    private const int LongestWords = 5000;

    private static readonly ApiParameter Token = new("token", "The token of a trackUrl, or of the link in a mail about the case.", "Jc3mVb6yQk2sT8wXn1Rz4A", Required: true);

    public static void MapResidentApi(this IEndpointRouteBuilder api)
    {
        var resident = api.MapGroup("/cases/{reference}/resident");
        resident.MapPost("/information", AddAsync).Documented(new ResidentWords("It is still growing.")).Accepts<ResidentWords>("application/json", "multipart/form-data").WithFiles()
            .WithName("AddAsResident").WithSummary("Adds words to the case, or photos: send a form with the field files for those.");
        resident.MapPost("/withdraw", WithdrawAsync).Documented(new ResidentWords("Somebody took it away.")).Accepts<ResidentWords>("application/json")
            .WithName("WithdrawAsResident").WithSummary("Takes the report back. Only whoever made it can.");
        resident.MapPost("/not-fixed", NotFixedAsync).Documented(new ResidentWords("Half of it is still there.")).Accepts<ResidentWords>("application/json")
            .WithName("SayNotFixed").WithSummary("Says that it is not done: a closed case is open again.");
        resident.MapPost("/stop", StopAsync).Documented(null)
            .WithName("StopFollowing").WithSummary("Whoever the link belongs to is told nothing more.");
        resident.MapPut("/confirmation", ConfirmAsync).Produces(StatusCodes.Status204NoContent).WithProblem(StatusCodes.Status404NotFound, "no-case").WithParameters(Token)
            .WithName("ConfirmAddress").WithSummary("Shows that whoever the link belongs to reads the mail it came with.");
    }

    private static Task<IResult> AddAsync(string reference, string? token, ResidentCall call, AddInformation add, ResidentFiles files) =>
        call.DoAsync<ResidentWords>(reference, token, reporterOnly: false, async (looking, request) =>
        {
            if (Problems(call, request.Content) is { } wrong)
            {
                return (null, wrong);
            }

            var (taken, problems) = await files.TakeAsync(looking.Case.Id, request.Files, call.Cancellation);
            return problems.Count > 0
                ? (null, ApiProblem.Of(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["files"] = [.. problems] }, call.Words))
                : (await add.HandleAsync(
                    new AddInformationInput(looking.Case.Reference, By.Resident, Channel.Web, request.Content.Said, taken), call.Cancellation), null);
        });

    private static Task<IResult> WithdrawAsync(string reference, string? token, ResidentCall call, WithdrawCase withdraw) =>
        ActAsync(reference, token, call, reporterOnly: true, (looking, said) =>
            withdraw.HandleAsync(new WithdrawCaseInput(looking.Case.Reference, By.Resident, said), call.Cancellation));

    private static Task<IResult> NotFixedAsync(string reference, string? token, ResidentCall call, ReopenCase reopen) =>
        ActAsync(reference, token, call, reporterOnly: false, (looking, said) =>
            reopen.HandleAsync(new ReopenCaseInput(looking.Case.Reference, null, By.Resident, said), call.Cancellation));

    private static Task<IResult> StopAsync(string reference, string? token, ResidentCall call, StopFollowing stop) =>
        call.DoAsync<NoBody>(reference, token, reporterOnly: false, async (looking, _) =>
            (looking.Follower ?? looking.Case.Reporter) is { } follower
                ? (await stop.HandleAsync(looking.Case.Reference, follower.Id, call.Cancellation), null)
                : (null, call.NotFound()));

    private static async Task<IResult> ConfirmAsync(string reference, string? token, ResidentCall call, LinkedCases linked, KeptDb db)
    {
        if (await linked.FindAsync(reference, token, call.Cancellation) is not { } looking)
        {
            return call.NotFound();
        }

        await linked.ConfirmAsync(looking, call.Cancellation);
        await db.SaveChangesAsync(call.Cancellation);
        return TypedResults.NoContent();
    }

    private static Task<IResult> ActAsync(
        string reference, string? token, ResidentCall call, bool reporterOnly, Func<Looking, string?, Task<CaseOutcome>> operation) =>
        call.DoAsync<ResidentWords>(reference, token, reporterOnly, async (looking, request) =>
            Problems(call, request.Content) is { } wrong ? (null, wrong) : (await operation(looking, request.Content.Said), null));

    private static IResult? Problems(ResidentCall call, ResidentWords body) => (body.Words?.Length ?? 0) <= LongestWords ? null : ApiProblem.Of(
        new Dictionary<string, string[]>(StringComparer.Ordinal) { ["words"] = [call.Words["tracking.add.tooLong", ("most", LongestWords)]] }, call.Words);

    private static RouteHandlerBuilder Documented(this RouteHandlerBuilder endpoint, ResidentWords? body) => endpoint
        .Produces<ResidentReply>().ProducesProblem(StatusCodes.Status400BadRequest).WithProblem(StatusCodes.Status404NotFound, "no-case")
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status429TooManyRequests)
        .WithExample(new ResidentReply("K7QF-3M9T", "open"), body).WithParameters(Token, ApiParameter.Once);
}

internal sealed record ResidentWords(string? Words)
{
    internal string? Said => Words?.Trim();
}
